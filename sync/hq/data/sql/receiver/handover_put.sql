-- Parameters: seq.
INSERT INTO handover (seq, number)
VALUES (?1, NULL)
ON CONFLICT DO NOTHING;
