-- Parameters: terminal, parent, ledger, seen.
INSERT INTO fork (terminal_id, parent, ledger_id, seen_utc_ms)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO NOTHING;
