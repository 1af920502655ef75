-- Entries whose hash begins as a receipt code says (hash between ?1 and ?2).
SELECT e.terminal_id, t.name, t.unit, e.ledger, e.n, e.hash, e.signature, e.state, e.reason, e.at_ms,
       e.class
FROM entry AS e
LEFT JOIN terminal AS t ON t.terminal_id = e.terminal_id
WHERE e.hash BETWEEN ?1 AND ?2
ORDER BY e.hash;
