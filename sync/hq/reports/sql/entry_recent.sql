-- The newest entries.
SELECT e.terminal_id, t.name, t.unit, e.ledger, e.n, e.hash, e.signature, e.state, e.reason, e.at_ms,
       e.class
FROM entry AS e
LEFT JOIN terminal AS t ON t.terminal_id = e.terminal_id
ORDER BY e.at_ms DESC, e.terminal_id, e.n DESC
LIMIT 50;
