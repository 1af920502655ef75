-- Parameters: terminal, ledger, n of the child, parent. Columns: how many entries name that parent.
-- Index: ix_entry__terminal_id_ledger_id_n_hash.
SELECT count(*)
FROM entry
WHERE terminal_id = ?1 AND ledger_id = ?2 AND n = ?3 AND parent = ?4;
