-- An entry (?2) and everything that follows it in its chain: whether it brought a sitting, when it was filed.
WITH RECURSIVE branch (hash) AS (
    SELECT ?2
    UNION
    SELECT e.hash FROM entry AS e JOIN branch AS b ON e.parent = b.hash WHERE e.terminal_id = ?1)
SELECT e.hash, EXISTS (SELECT 1 FROM sitting AS s WHERE s.entry_hash = e.hash) AS has_sitting, e.at_ms
FROM branch AS b
JOIN entry AS e ON e.terminal_id = ?1 AND e.hash = b.hash;
