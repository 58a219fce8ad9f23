WITH asked AS (
    SELECT tool_id, name AS tool FROM tools WHERE has_log AND {is_named}
), passed AS (
    SELECT max(instructional_number) AS number FROM calendar_days WHERE day <= $day
), edges AS (
    SELECT min(day) FILTER (instructional_number >= number - 29) AS quiet_from FROM calendar_days, passed
), groups AS (
    SELECT DISTINCT {month} {holder_of_row} tool_id, tool
    FROM enrolled_days JOIN calendar_days USING (day), asked
    WHERE day >= date_trunc('month', $start) AND day <= $day
), known AS (
    SELECT tool_id, feature, min(day) AS first_on FROM feature_days SEMI JOIN asked USING (tool_id)
    WHERE day <= $day
    GROUP BY ALL
), active AS (
    SELECT {month} {holder_of_row} tool_id, count(DISTINCT person_id) AS denominator
    FROM usage_months SEMI JOIN asked USING (tool_id)
    WHERE month >= date_trunc('month', $start) AND month <= $day
        AND (active_day_count > 0 OR other_active_day_count > 0)
    GROUP BY ALL
), used AS (
    SELECT {month} {holder_of_row} tool_id, feature, count(DISTINCT person_id) AS numerator
    FROM feature_months SEMI JOIN asked USING (tool_id)
    WHERE month >= date_trunc('month', $start) AND month <= $day
    GROUP BY ALL
), recently_active AS (
    SELECT {holder_of_row} tool_id, count(DISTINCT person_id) AS people
    FROM usage_days SEMI JOIN asked USING (tool_id), edges
    WHERE is_active AND day BETWEEN quiet_from AND $day
    GROUP BY ALL
), recently_used AS (
    SELECT DISTINCT {holder_of_row} tool_id, feature, true AS is_used FROM feature_days SEMI JOIN asked USING (tool_id), edges
    WHERE day BETWEEN quiet_from AND $day
)
SELECT {month} {holder} tool, feature, coalesce(numerator, 0) AS numerator, coalesce(denominator, 0) AS denominator,
    CASE
        WHEN number - (SELECT instructional_number FROM calendar_days WHERE day = first_on) < 30 THEN 'new'
        WHEN coalesce(people, 0) >= 10 AND is_used IS NULL THEN 'gathers dust'
    END AS told
FROM groups JOIN known USING (tool_id) CROSS JOIN passed
LEFT JOIN active USING ({month} {holder} tool_id)
LEFT JOIN used USING ({month} {holder} tool_id, feature)
LEFT JOIN recently_active USING ({holder} tool_id)
LEFT JOIN recently_used USING ({holder} tool_id, feature)
