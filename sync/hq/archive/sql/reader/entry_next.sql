-- Entries after a place of a chain: more than one is a fork.
SELECT hash, state FROM entry
WHERE terminal_id = ?1 AND ledger = ?2 AND n = ?3 AND parent = ?4;
