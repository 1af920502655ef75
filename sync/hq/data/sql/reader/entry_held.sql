-- Entries that wait, in the order of their chains.
SELECT terminal_id, hash, reason FROM entry WHERE state = 'held'
ORDER BY terminal_id, ledger, n;
