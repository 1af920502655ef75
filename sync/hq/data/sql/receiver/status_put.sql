-- The highest number wins. Parameters: terminal, number, document, received.
INSERT INTO status (terminal_id, number, document, received_utc_ms, is_handed_over)
VALUES (?1, ?2, ?3, ?4, 0)
ON CONFLICT (terminal_id) DO UPDATE
SET number = excluded.number, document = excluded.document, received_utc_ms = excluded.received_utc_ms,
    is_handed_over = 0
WHERE excluded.number > status.number;
