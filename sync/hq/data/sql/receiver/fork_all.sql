-- Columns: terminal, ledger, parent, seen.
SELECT terminal_id, ledger_id, parent, seen_utc_ms
FROM fork
ORDER BY terminal_id, ledger_id, parent;
