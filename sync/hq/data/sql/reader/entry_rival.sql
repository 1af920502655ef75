-- How many other entries claim the place of this one: a fork begins here when there are any.
SELECT count(*) FROM entry AS e
JOIN entry AS own ON own.terminal_id = e.terminal_id AND own.ledger = e.ledger AND own.n = e.n
                 AND own.parent = e.parent
WHERE own.terminal_id = ?1 AND own.hash = ?2 AND e.hash <> own.hash;
