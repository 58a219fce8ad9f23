, stages AS (
    SELECT {group} sum(base_count) AS denominator, sum(seat_count) AS "purchased", sum(assigned_count) AS "assigned",
        sum(ever_used_count) AS "ever used", sum(active_count) AS "active"
    FROM measured
    GROUP BY ALL
)
UNPIVOT stages ON COLUMNS(* EXCLUDE ({group} denominator)) INTO NAME stage VALUE numerator
