WITH standing AS (
    SELECT month
    FROM calendar_days
    WHERE is_instructional AND day >= $start AND day < $end
    GROUP BY ALL
    HAVING count(*) >= 5
), daily AS (
    SELECT {month_of_day} day, sum(people_count) AS people_count
    FROM enrolled_days
    WHERE day >= $start AND day < $end
    GROUP BY ALL
), enrolled AS (
    SELECT {keys} max(people_count) AS people_count FROM daily GROUP BY ALL
), used AS (
    SELECT month, count(DISTINCT person_id) AS use_count FROM {used_months} GROUP BY ALL
), counted AS (
    SELECT {keys} sum(use_count) AS numerator, count(*) AS denominator
    FROM used JOIN standing USING (month)
    GROUP BY ALL
)
SELECT {keys} numerator, denominator, people_count FROM counted JOIN enrolled {on_keys}
