SELECT {group} sum(least(base_count, active_count)) AS numerator, sum(base_count) AS denominator
FROM measured
GROUP BY ALL
