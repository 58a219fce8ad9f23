WITH used AS (
    SELECT {tool_id} {month_of_day} sum(people_count) AS used_count
    FROM active_days
    WHERE {which_tools} AND is_instructional AND role = 'student' AND day >= $start AND day < $end
    GROUP BY ALL
), daily AS (
    SELECT {month_of_day} day, sum(people_count) AS people_count
    FROM enrolled_days
    WHERE role = 'student' AND day >= $start AND day < $end
    GROUP BY ALL
), enrolled AS (
    SELECT {month} sum(people_count) AS denominator, max(people_count) AS people_count FROM daily GROUP BY ALL
)
SELECT {tool} {month} coalesce(used_count, 0) AS numerator, denominator, people_count
FROM enrolled {every_tool} LEFT JOIN used {on_used}
