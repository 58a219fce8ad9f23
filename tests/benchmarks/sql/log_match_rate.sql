SELECT {month_of_day} {tool} coalesce(sum(event_count) FILTER (match = 'matched'), 0) AS numerator,
    sum(event_count) AS denominator,
    coalesce(sum(event_count) FILTER (match = 'unmatched'), 0) AS unmatched_count,
    coalesce(sum(event_count) FILTER (match = 'ambiguous'), 0) AS ambiguous_count,
    coalesce(sum(event_count) FILTER (match = 'not enrolled'), 0) AS not_enrolled_count
FROM match_days JOIN tools USING (tool_id)
WHERE day >= $start AND day < $end AND has_log
GROUP BY ALL
