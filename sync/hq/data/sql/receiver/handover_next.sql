-- What waits for export, a few at a time. Parameters: how many. Columns: terminal, hash.
-- Index: ix_handover__state.
SELECT terminal_id, hash
FROM handover
WHERE state = 0
ORDER BY terminal_id, ledger_id, n
LIMIT ?1;
