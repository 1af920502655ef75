-- Children of an entry that are not in the run yet. Parameters: terminal, ledger, n of the child, parent. Columns: seq, hash.
-- Index: ix_entry__terminal_id_ledger_id_n_hash.
SELECT seq, hash
FROM entry
WHERE terminal_id = ?1 AND ledger_id = ?2 AND n = ?3 AND parent = ?4 AND is_in_run = 0
ORDER BY hash;
