-- Parameters: terminal, stored bytes, quarantined bytes.
INSERT INTO terminal_use (terminal_id, stored_bytes, quarantine_bytes)
VALUES (?1, ?2, ?3)
ON CONFLICT (terminal_id) DO UPDATE
SET stored_bytes = excluded.stored_bytes, quarantine_bytes = excluded.quarantine_bytes;
