WITH used AS (
    SELECT {month_of_day} sum(people_count) AS numerator
    FROM active_days
    WHERE tool_id IS NULL AND is_instructional AND day >= $start AND day < $end
    GROUP BY ALL
), daily AS (
    SELECT {month_of_day} day, sum(people_count) AS people_count
    FROM enrolled_days
    WHERE day >= $start AND day < $end
    GROUP BY ALL
), enrolled AS (
    SELECT {keys} max(people_count) AS people_count FROM daily GROUP BY ALL
), school_days AS (
    SELECT {month} count(*) AS denominator
    FROM calendar_days
    WHERE is_instructional AND day >= $start AND day < $end
    GROUP BY ALL
)
SELECT {keys} coalesce(numerator, 0) AS numerator, denominator, people_count
FROM enrolled JOIN school_days {on_keys} LEFT JOIN used {on_keys}
