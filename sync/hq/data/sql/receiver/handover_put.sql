-- Parameters: terminal, hash, ledger, n.
INSERT INTO handover (terminal_id, hash, ledger_id, n, state)
VALUES (?1, ?2, ?3, ?4, 0)
ON CONFLICT DO NOTHING;
