-- Parameters: terminal, digest, reason, size, bytes or NULL, received.
INSERT INTO quarantine (terminal_id, digest, reason, size, bytes, received_utc_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT DO NOTHING;
