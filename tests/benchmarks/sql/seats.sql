WITH passed AS (
    SELECT max(instructional_number) AS number FROM calendar_days WHERE day <= $day
), edges AS (
    SELECT min(day) FILTER (instructional_number >= number - 30) AS active,
        min(day) FILTER (instructional_number >= number - 60) AS dormant_first,
        min(day) FILTER (instructional_number >= number - 90) AS dormant_second,
        min(day) FILTER (instructional_number >= number - 29) AS new
    FROM calendar_days, passed
), uses AS (
    {last_uses}
), holders AS (
    SELECT tool_id, school_id, last_on, assigned_on
    FROM seats LEFT JOIN uses USING (tool_id, person_id)
    WHERE assigned_on IS NULL OR assigned_on <= $day
    {unlisted}
), counts AS (
    SELECT tool_id, {holder_key}
        count(*) AS assigned_count, count(last_on) AS ever_used_count,
        count(*) FILTER (last_on >= active) AS active_count,
        count(*) FILTER (last_on < active AND last_on >= dormant_first) AS dormant_first_count,
        count(*) FILTER (last_on < dormant_first AND last_on >= dormant_second) AS dormant_second_count,
        count(*) FILTER (last_on < dormant_second) AS dormant_third_count,
        count(*) FILTER (last_on IS NULL AND assigned_on >= new) AS new_count,
        count(*) FILTER (last_on IS NULL AND (assigned_on < new OR assigned_on IS NULL)) AS never_used_count
    FROM holders, edges
    GROUP BY ALL
), licenses AS (
    SELECT tool_id, sum(seat_count) AS seat_count, sum(annual_cost_usd) AS cost_usd,
        bool_or(seat_count IS NULL) AS is_site
    FROM contracts
    WHERE (starts_on IS NULL OR starts_on <= $day) AND (ends_on IS NULL OR ends_on >= $day)
    GROUP BY ALL
), measured AS (
    SELECT name AS tool, {holder_key} seat_count, cost_usd, {base} AS base_count,
        coalesce(assigned_count, 0) AS assigned_count, coalesce(ever_used_count, 0) AS ever_used_count,
        coalesce(active_count, 0) AS active_count, coalesce(dormant_first_count, 0) AS dormant_first_count,
        coalesce(dormant_second_count, 0) AS dormant_second_count,
        coalesce(dormant_third_count, 0) AS dormant_third_count,
        coalesce(new_count, 0) AS new_count, coalesce(never_used_count, 0) AS never_used_count
    FROM licenses JOIN tools USING (tool_id) LEFT JOIN counts USING (tool_id)
    WHERE has_log AND {is_counted}
)
