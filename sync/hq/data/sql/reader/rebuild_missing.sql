-- Entries that chains lack before their last one. Columns: how many.
SELECT coalesce(sum(missing), 0)
FROM (SELECT max(n) - count(DISTINCT n) AS missing FROM rebuilt.entry GROUP BY terminal_id, ledger);
