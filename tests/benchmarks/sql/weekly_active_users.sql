WITH school_week AS (
    SELECT DISTINCT week FROM calendar_days WHERE is_instructional AND day >= $start AND day < $end
), daily AS (
    SELECT day, sum(people_count) AS people_count FROM enrolled_days WHERE day >= $start AND day < $end GROUP BY ALL
), used AS (
    SELECT week, count(DISTINCT person_id) AS use_count FROM {used_weeks} GROUP BY ALL
)
SELECT sum(use_count) AS numerator, (SELECT count(*) FROM school_week) AS denominator,
    (SELECT max(people_count) FROM daily) AS people_count
FROM used JOIN school_week USING (week)
