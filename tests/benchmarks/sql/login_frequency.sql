WITH logins AS (
    SELECT {month_of_day} sum(login_count) FILTER (is_instructional) AS numerator,
        coalesce(sum(login_count) FILTER (NOT is_instructional), 0) AS off_day_login_count
    FROM active_days
    WHERE tool_id IN {logged} AND role = 'student' AND day >= $start AND day < $end
    GROUP BY ALL
), enrolled AS (
    SELECT {month_of_day} sum(people_count) AS denominator
    FROM enrolled_days
    WHERE role = 'student' AND day >= $start AND day < $end
    GROUP BY ALL
), home AS (
    SELECT person_id, starts_on, ends_on FROM memberships WHERE role = 'student' AND is_home
), span AS (
    SELECT {keys} starts_on, ends_on, count(*) AS day_count
    FROM (SELECT DISTINCT starts_on, ends_on FROM home) JOIN calendar_days ON day >= starts_on AND day < ends_on
    WHERE is_instructional AND day >= $start AND day < $end
    GROUP BY ALL
), student AS (
    SELECT {keys} person_id, sum(day_count) AS day_count FROM home JOIN span USING (starts_on, ends_on) GROUP BY ALL
), own AS (
    SELECT {keys} person_id, sum(login_count) AS login_count
    FROM {student_months}
    GROUP BY ALL
), spread AS (
    SELECT {keys} count(*) AS people_count,
        avg(CASE WHEN coalesce(login_count, 0) = 0 THEN 1.0 ELSE 0.0 END) AS zero_share,
        quantile_cont(coalesce(login_count, 0) / day_count, 0.5) AS median_per_student
    FROM student LEFT JOIN own USING ({keys} person_id)
    GROUP BY ALL
)
SELECT {keys} numerator, denominator, off_day_login_count, people_count, zero_share, median_per_student
FROM enrolled JOIN logins {on_keys} JOIN spread {on_keys}
