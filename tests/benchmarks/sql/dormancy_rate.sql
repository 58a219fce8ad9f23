SELECT {group} sum(greatest(base_count - active_count, 0)) AS numerator, sum(base_count) AS denominator
FROM measured
GROUP BY ALL
