, effective AS (
    SELECT *, favorable_count / response_count AS share, 1.959963984540054 AS z,
        response_count * (eligible_count - 1) / nullif(eligible_count - response_count, 0) AS n
    FROM counted
    WHERE response_count > 0
)
SELECT {survey_keys} favorable_count AS numerator, response_count AS denominator,
    coalesce((share + z * z / (2 * n) - z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))) / (1 + z * z / n),
        share) AS lower,
    coalesce((share + z * z / (2 * n) + z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))) / (1 + z * z / n),
        share) AS upper
FROM effective
