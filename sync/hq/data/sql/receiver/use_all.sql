-- Columns: terminal, stored bytes.
SELECT terminal_id, stored_bytes
FROM terminal_use
ORDER BY terminal_id;
