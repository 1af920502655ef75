-- Parameters: ?1 sitting, ?2 person, ?3 finished, ?4 ledger, ?5 entry n, ?6 box.
-- Columns: none.
-- Index: primary key.
INSERT INTO summary (sitting_id, person_id, finished_utc_ms, ledger_id, entry_n, box)
VALUES (?1, ?2, ?3, ?4, ?5, ?6);
