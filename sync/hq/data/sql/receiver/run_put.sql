-- Parameters: terminal, hash, ledger, n.
INSERT INTO run (terminal_id, hash, ledger_id, n)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT DO NOTHING;
