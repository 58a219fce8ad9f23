WITH stretch AS (
    SELECT {month} min(day) AS first_on, max(day) AS last_on
    FROM calendar_days
    WHERE day >= $start AND day < $end
    GROUP BY ALL
), entitled AS (
    SELECT DISTINCT {month} tool_id, person_id
    FROM entitlements AS e
    JOIN memberships AS m USING (person_id)
    JOIN stretch ON e.starts_on <= last_on AND e.ends_on > first_on AND m.starts_on <= last_on AND m.ends_on > first_on
    WHERE tool_id IN {logged} AND e.starts_on < m.ends_on AND m.starts_on < e.ends_on
), used AS (
    SELECT DISTINCT {month} tool_id, person_id, true AS has_used FROM {used_months}
)
SELECT {month} {tool} count(DISTINCT person_id) FILTER (has_used) AS numerator,
    count(DISTINCT person_id) AS denominator
FROM entitled LEFT JOIN used USING ({month} tool_id, person_id) JOIN tools USING (tool_id)
GROUP BY ALL
