-- Parameters: ?1 person.
-- Columns: sitting_id, ledger_id, entry_n, box; the last finished first, whatever the clock said.
-- Index: ix_summary__person_id.
SELECT sitting_id, ledger_id, entry_n, box FROM summary
WHERE person_id = ?1 ORDER BY rowid DESC;
