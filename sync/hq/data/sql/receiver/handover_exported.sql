-- Parameters: terminal, hash.
UPDATE handover
SET state = 1
WHERE terminal_id = ?1 AND hash = ?2 AND state = 0;
