SELECT {group} sum(cost_usd) AS numerator, sum(active_count) AS denominator
FROM measured
WHERE cost_usd IS NOT NULL
GROUP BY ALL
