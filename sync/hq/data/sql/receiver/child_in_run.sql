-- Parameters: terminal, ledger, n of the child, parent. Columns: hash. At most two rows: one means go on, two a fork.
-- Index: ix_entry__terminal_id_ledger_id_n_hash.
SELECT hash
FROM entry
WHERE terminal_id = ?1 AND ledger_id = ?2 AND n = ?3 AND parent = ?4 AND is_in_run = 1
ORDER BY hash
LIMIT 2;
