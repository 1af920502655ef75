-- Parameters: seq.
UPDATE entry
SET is_in_run = 1
WHERE seq = ?1;
