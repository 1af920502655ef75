-- Records of one and the same sitting; the one that counts is no duplicate.
SELECT e.terminal_id, t.name, t.unit, e.ledger, e.n, e.hash, e.signature, e.state, e.reason, e.at_ms,
       s.sitting_id, s.is_duplicate
FROM sitting AS s
JOIN entry AS e ON e.terminal_id = s.terminal_id AND e.hash = s.entry_hash
LEFT JOIN terminal AS t ON t.terminal_id = e.terminal_id
WHERE (SELECT count(*) FROM sitting AS o WHERE o.person_id = s.person_id AND o.sitting_id = s.sitting_id) > 1
ORDER BY s.sitting_id, s.is_duplicate, e.hash;
