WITH school_day AS (
    SELECT day, row_number() OVER (ORDER BY day) AS number FROM calendar_days WHERE is_instructional
), access AS (
    SELECT tool_id, person_id, min(greatest(e.starts_on, m.starts_on)) AS opened_on,
        least(max(least(e.ends_on, m.ends_on)), $end) AS seen_until
    FROM entitlements AS e JOIN memberships AS m USING (person_id)
    WHERE tool_id IN {logged} AND e.starts_on < m.ends_on AND m.starts_on < e.ends_on
    GROUP BY ALL
    HAVING opened_on >= $start AND opened_on < $end
), waits AS (
    SELECT tool_id, person_id, opened_on, coalesce(first_active_on < seen_until, false) AS has_event,
        CASE WHEN first_active_on < seen_until THEN first_active_on ELSE seen_until END AS ended_on
    FROM access
    LEFT JOIN first_uses USING (tool_id, person_id)
    WHERE EXISTS (FROM memberships AS m
        WHERE m.person_id = access.person_id AND m.starts_on <= opened_on AND m.ends_on > opened_on)
), spans AS (
    SELECT tool_id, opened_on, ended_on, has_event, count(*) AS wait_count FROM waits GROUP BY ALL
), passed AS (
    SELECT tool_id, has_event, wait_count, greatest(
        (SELECT count(*) FROM school_day WHERE day < ended_on) - (SELECT count(*) FROM school_day WHERE day < opened_on),
        0) AS day_count
    FROM spans
), steps AS (
    SELECT tool_id, day_count, coalesce(sum(wait_count) FILTER (has_event), 0) AS event_count,
        sum(wait_count) AS left_count
    FROM passed
    GROUP BY ALL
), risks AS (
    SELECT *, sum(left_count) OVER (PARTITION BY tool_id ORDER BY day_count DESC) AS risk_count FROM steps
), curve AS (
    SELECT *, product(1 - event_count / risk_count) OVER (PARTITION BY tool_id ORDER BY day_count) AS surviving
    FROM risks
)
SELECT name AS tool, sum(event_count) AS numerator, sum(left_count) AS denominator,
    min(day_count) FILTER (surviving <= 0.5 + 1e-12) AS value
FROM curve JOIN tools USING (tool_id)
GROUP BY ALL
