-- Parameters: terminal, parent. Columns: hash, n. At most two rows: one means go on, two a fork.
SELECT r.hash, r.n
FROM entry AS e
JOIN run AS r ON r.terminal_id = e.terminal_id AND r.hash = e.hash
WHERE e.terminal_id = ?1 AND e.parent = ?2
ORDER BY r.hash
LIMIT 2;
