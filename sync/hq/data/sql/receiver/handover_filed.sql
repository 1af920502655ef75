-- Parameters: terminal, ledger, n. Only for ledgers without a fork.
UPDATE handover
SET state = 2
WHERE terminal_id = ?1 AND ledger_id = ?2 AND n <= ?3 AND state <> 2;
