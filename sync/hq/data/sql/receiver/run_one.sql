-- Parameters: terminal, hash, ledger. Columns: 1 if it stands in the run.
SELECT 1
FROM run
WHERE terminal_id = ?1 AND hash = ?2 AND ledger_id = ?3;
