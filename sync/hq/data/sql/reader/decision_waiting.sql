-- Decisions that the reader has not acted on yet.
SELECT d.terminal_id, d.hash, d.verdict, e.ledger
FROM decision AS d
JOIN entry AS e ON e.terminal_id = d.terminal_id AND e.hash = d.hash
WHERE d.is_applied = 0
ORDER BY d.at_ms, d.hash;
