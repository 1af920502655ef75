-- At start: what lies in intake may have been lost with the reader.
UPDATE handover
SET state = 0
WHERE state = 1;
