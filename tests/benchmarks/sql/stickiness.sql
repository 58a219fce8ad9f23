WITH standing AS (
    SELECT month, count(*) AS school_day_count
    FROM calendar_days
    WHERE is_instructional AND day >= $start AND day < $end
    GROUP BY ALL
    HAVING count(*) >= 5
), came AS (
    SELECT date_trunc('month', day)::DATE AS month, sum(people_count) AS came_count
    FROM active_days
    WHERE tool_id IS NULL AND is_instructional AND day >= $start AND day < $end
    GROUP BY ALL
), used AS (
    SELECT month, count(DISTINCT person_id) AS people_count FROM {used_months} GROUP BY ALL
)
SELECT {keys} sum(coalesce(came_count, 0)) / sum(school_day_count) AS numerator,
    sum(people_count * school_day_count) / sum(school_day_count) AS denominator, max(people_count) AS people_count
FROM standing JOIN used USING (month) LEFT JOIN came USING (month)
GROUP BY ALL
