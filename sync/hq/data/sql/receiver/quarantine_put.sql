-- Parameters: terminal, digest, reason, bytes, received.
INSERT INTO quarantine (terminal_id, digest, reason, bytes, received_utc_ms)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT DO NOTHING;
