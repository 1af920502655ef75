-- Parameters: terminal, hash.
UPDATE handover
SET state = 2
WHERE terminal_id = ?1 AND hash = ?2 AND state <> 2;
