-- Parameters: seq.
DELETE FROM handover
WHERE seq = ?1;
