-- The highest number wins. Parameters: terminal, number, document, received.
INSERT INTO status (terminal_id, number, document, received_utc_ms)
VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (terminal_id) DO UPDATE
SET number = excluded.number, document = excluded.document, received_utc_ms = excluded.received_utc_ms
WHERE excluded.number > status.number;
