-- Keeps the newest status of a terminal.
UPDATE terminal SET status = ?2, status_number = ?3, status_ms = ?4
WHERE terminal_id = ?1 AND status_number < ?3;
