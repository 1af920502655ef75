-- An entry and everything that follows it in its chain.
WITH RECURSIVE branch (hash) AS (
    SELECT ?2
    UNION
    SELECT e.hash FROM entry AS e JOIN branch AS b ON e.parent = b.hash WHERE e.terminal_id = ?1)
SELECT hash FROM branch;
