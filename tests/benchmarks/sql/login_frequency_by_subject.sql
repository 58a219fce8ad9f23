WITH logins AS (
    SELECT grade_level, subject, sum(login_count) FILTER (is_instructional) AS numerator,
        count(DISTINCT person_id) AS came_count
    FROM subject_days
    WHERE day >= $start AND day < $end
    GROUP BY ALL
), enrolled AS (
    SELECT grade_level, subject, sum(people_count) AS denominator
    FROM subject_enrolled_days
    WHERE day >= $start AND day < $end
    GROUP BY ALL
), span AS (
    SELECT starts_on, ends_on, count(*) AS day_count
    FROM (SELECT DISTINCT starts_on, ends_on FROM subject_memberships)
    JOIN calendar_days ON day >= starts_on AND day < ends_on
    WHERE is_instructional AND day >= $start AND day < $end
    GROUP BY ALL
), student AS (
    SELECT grade_level, subject, person_id, sum(day_count) AS day_count
    FROM subject_memberships JOIN span USING (starts_on, ends_on)
    GROUP BY ALL
), own AS (
    SELECT grade_level, subject, person_id, sum(login_count) AS login_count
    FROM subject_days
    WHERE is_instructional AND day >= $start AND day < $end
    GROUP BY ALL
), spread AS (
    SELECT grade_level, subject, count(*) AS people_count,
        avg(CASE WHEN coalesce(login_count, 0) = 0 THEN 1.0 ELSE 0.0 END) AS zero_share,
        quantile_cont(coalesce(login_count, 0) / day_count, 0.5) AS median_per_student
    FROM student LEFT JOIN own USING (grade_level, subject, person_id)
    GROUP BY ALL
)
SELECT grade_level, subject, coalesce(numerator, 0) AS numerator, denominator,
    people_count, zero_share, median_per_student
FROM enrolled
LEFT JOIN logins USING (grade_level, subject)
LEFT JOIN spread USING (grade_level, subject)
