-- What was filed stays filed: its receipt is signed.
UPDATE rebuilt.entry AS r
SET state = 'filed', reason = '', at_ms = e.at_ms
FROM main.entry AS e
WHERE e.terminal_id = r.terminal_id AND e.hash = r.hash AND e.state = 'filed' AND r.state = 'held';
