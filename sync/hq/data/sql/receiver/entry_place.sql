-- Parameters: terminal, ledger, n, hash. Columns: seq, in run, parent.
-- Index: ix_entry__terminal_id_ledger_id_n_hash.
SELECT seq, is_in_run, parent
FROM entry
WHERE terminal_id = ?1 AND ledger_id = ?2 AND n = ?3 AND hash = ?4;
