-- Statuses that the reader has not got. Columns: terminal, number, document. Index: ix_status__waiting.
SELECT terminal_id, number, document
FROM status
WHERE is_handed_over = 0
ORDER BY terminal_id;
