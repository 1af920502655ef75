-- Entries after a place of a chain, with the word of staff: more than one is a fork.
SELECT e.hash, e.state = 'held' OR e.is_backed_up = 0 AS is_open, e.reason = 'dropped_branch' AS is_dropped,
       coalesce(d.verdict, '') AS verdict
FROM entry AS e
LEFT JOIN decision AS d ON d.terminal_id = e.terminal_id AND d.hash = e.hash
WHERE e.terminal_id = ?1 AND e.ledger = ?2 AND e.n = ?3 AND e.parent = ?4;
