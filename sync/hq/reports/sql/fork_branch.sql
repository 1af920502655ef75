-- Entries that claim the same place of a chain as another one: a restored image or a cloned terminal; with the
-- word of staff and what the terminal said last.
SELECT e.terminal_id, t.name, t.unit, e.ledger, e.n, e.hash, e.signature, e.state, e.reason, e.at_ms,
       coalesce(d.verdict, '') AS verdict, coalesce(t.status, '') AS status
FROM entry AS e
LEFT JOIN terminal AS t ON t.terminal_id = e.terminal_id
LEFT JOIN decision AS d ON d.terminal_id = e.terminal_id AND d.hash = e.hash
WHERE EXISTS (SELECT 1 FROM entry AS o
              WHERE o.terminal_id = e.terminal_id AND o.ledger = e.ledger AND o.n = e.n
                AND o.parent = e.parent AND o.hash <> e.hash)
ORDER BY e.terminal_id, e.ledger, e.n, e.hash;
