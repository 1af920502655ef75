-- Parameters: ?1 sitting.
-- Columns: person_id, ledger_id, entry_n, box.
-- Index: primary key.
SELECT person_id, ledger_id, entry_n, box FROM summary WHERE sitting_id = ?1;
