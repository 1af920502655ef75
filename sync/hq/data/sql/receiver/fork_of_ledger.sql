-- Parameters: terminal, ledger. Columns: how many forks.
SELECT count(*)
FROM fork
WHERE terminal_id = ?1 AND ledger_id = ?2;
