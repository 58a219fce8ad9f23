WITH used AS (
    SELECT {month_of_day} sum(people_count) AS used_count
    FROM active_days
    WHERE tool_id IS NULL AND is_instructional AND role = 'student' AND day >= $start AND day < $end
    GROUP BY ALL
), daily AS (
    SELECT {month_of_day} day, sum(people_count) AS people_count
    FROM enrolled_days
    WHERE role = 'student' AND day >= $start AND day < $end
    GROUP BY ALL
), enrolled AS (
    SELECT {keys} sum(people_count) AS denominator, max(people_count) AS people_count FROM daily GROUP BY ALL
)
SELECT {keys} coalesce(used_count, 0) AS numerator, denominator, people_count
FROM enrolled LEFT JOIN used {on_keys}
