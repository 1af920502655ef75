-- Parameters: terminal. Columns: stored bytes, quarantined bytes.
SELECT stored_bytes, quarantine_bytes
FROM terminal_use
WHERE terminal_id = ?1;
