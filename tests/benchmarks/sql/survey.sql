WITH begun AS (
    SELECT period_id AS quarter, starts_on, ends_on, least(ends_on, $day + 1) AS closes
    FROM periods
    WHERE kind = 'quarter' AND starts_on <= $day AND starts_on < $planned_end AND ends_on > $start
), answers AS (
    SELECT *, quarter_id AS quarter FROM survey_responses WHERE submitted_on <= $day AND person_id IS NOT NULL
), chosen AS (
    FROM begun WHERE {which_quarters}
), asked AS (
    SELECT DISTINCT quarter, school_id, person_id
    FROM chosen JOIN memberships AS m ON m.starts_on < closes AND m.ends_on >= closes
    WHERE role <> 'student' AND is_home
), latest AS (
    SELECT quarter, person_id, scale_points,
        {answered_count} AS answered_count, {score_sum} AS score_sum
    FROM answers
    WHERE is_counted AND {answered_count} >= 5
    QUALIFY row_number() OVER (PARTITION BY quarter, person_id ORDER BY response_id DESC) = 1
), counted AS (
    SELECT {survey_keys} count(DISTINCT person_id) AS eligible_count, count(answered_count) AS response_count,
        count(*) FILTER (score_sum >= CASE scale_points WHEN 7 THEN 5 WHEN 5 THEN 4 END * answered_count)
            AS favorable_count
    FROM asked LEFT JOIN latest USING (quarter, person_id)
    GROUP BY ALL
)
