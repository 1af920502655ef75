-- Entries that wait.
SELECT e.terminal_id, t.name, t.unit, e.ledger, e.n, e.hash, e.signature, e.state, e.reason, e.at_ms
FROM entry AS e
LEFT JOIN terminal AS t ON t.terminal_id = e.terminal_id
WHERE e.state = 'held'
ORDER BY e.terminal_id, e.ledger, e.n;
