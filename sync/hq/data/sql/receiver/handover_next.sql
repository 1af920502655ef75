-- What waits to be handed over, in the order of arrival. Parameters: how many. Columns: seq, received, file.
-- Index: ix_handover__number.
SELECT h.seq, e.received_utc_ms, e.file
FROM handover AS h
JOIN entry AS e ON e.seq = h.seq
WHERE h.number IS NULL
ORDER BY h.seq
LIMIT ?1;
