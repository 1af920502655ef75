-- Parameters: terminal, ledger. Columns: n, hash of the highest entry of the run.
-- Index: ix_run__terminal_id_ledger_id_n.
SELECT n, hash
FROM run
WHERE terminal_id = ?1 AND ledger_id = ?2
ORDER BY n DESC, hash
LIMIT 1;
