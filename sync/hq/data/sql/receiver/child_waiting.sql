-- Children of an entry that are not in the run yet. Parameters: terminal, parent. Columns: hash, ledger, n.
-- Index: ix_entry__terminal_id_parent.
SELECT e.hash, e.ledger_id, e.n
FROM entry AS e
WHERE e.terminal_id = ?1 AND e.parent = ?2
  AND NOT EXISTS (SELECT 1 FROM run AS r WHERE r.terminal_id = e.terminal_id AND r.hash = e.hash)
ORDER BY e.hash;
