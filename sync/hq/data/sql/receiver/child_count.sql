-- Parameters: terminal, parent. Columns: how many entries name that parent.
SELECT count(*)
FROM entry
WHERE terminal_id = ?1 AND parent = ?2;
