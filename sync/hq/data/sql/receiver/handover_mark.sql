-- Parameters: seq, number of its file.
UPDATE handover
SET number = ?2
WHERE seq = ?1 AND number IS NULL;
