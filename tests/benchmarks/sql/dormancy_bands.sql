, bands AS (
    SELECT {group} greatest(sum(base_count), sum(assigned_count)) AS denominator, sum(active_count) AS "active",
        sum(dormant_first_count) AS "31-60 days", sum(dormant_second_count) AS "61-90 days",
        sum(dormant_third_count) AS "over 90 days", sum(never_used_count) AS "never used", sum(new_count) AS "new",
        sum(greatest(base_count - assigned_count, 0)) AS "unassigned"
    FROM measured
    GROUP BY ALL
)
UNPIVOT bands ON COLUMNS(* EXCLUDE ({group} denominator)) INTO NAME band VALUE numerator
