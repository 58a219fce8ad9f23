SELECT {group} sum(greatest(base_count - active_count, 0)) AS numerator, sum(base_count) AS denominator,
    sum(round(cost_usd * greatest(seat_count - active_count, 0) / seat_count, 2)) AS value
FROM measured
GROUP BY ALL
