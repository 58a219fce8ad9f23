WITH school_week AS (
    SELECT week, min(day) AS first_on, row_number() OVER (ORDER BY week) AS number
    FROM calendar_days
    WHERE is_instructional
    GROUP BY week
    HAVING count(*) >= 3 AND max(day) < $end
), used AS (
    SELECT DISTINCT person_id, number
    FROM usage_weeks JOIN school_week USING (week)
    WHERE active_day_count > 0 AND tool_id IN {logged}
), cohort AS (
    SELECT person_id, min(number) AS began
    FROM used
    GROUP BY person_id
    HAVING min(number) >= (SELECT min(number) FROM school_week WHERE first_on >= $start)
), size AS (
    SELECT began, count(*) AS cohort_size FROM cohort GROUP BY ALL
), came AS (
    SELECT began, number, count(*) AS came_count FROM used JOIN cohort USING (person_id) GROUP BY ALL
)
SELECT number - began AS weeks_since, sum(coalesce(came_count, 0)) AS numerator, sum(cohort_size) AS denominator
FROM size JOIN school_week ON number >= began LEFT JOIN came USING (began, number)
GROUP BY ALL
