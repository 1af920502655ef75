-- A ledger's entries in the order of their places, with the word of staff. Two of one place are a fork.
-- Parameters: terminal, ledger. Columns: n, parent, hash, is_open, is_dropped, verdict.
SELECT e.n, e.parent, e.hash, e.state = 'held' OR e.is_backed_up = 0 AS is_open, e.reason = 'dropped_branch' AS is_dropped,
       coalesce(d.verdict, '') AS verdict
FROM entry AS e
LEFT JOIN decision AS d ON d.terminal_id = e.terminal_id AND d.hash = e.hash
WHERE e.terminal_id = ?1 AND e.ledger = ?2
ORDER BY e.n;
