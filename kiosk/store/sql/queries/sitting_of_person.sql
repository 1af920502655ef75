-- Parameters: ?1 person.
-- Columns: sitting_id.
-- Index: ix_open_sitting__person_id.
SELECT sitting_id FROM open_sitting WHERE person_id = ?1;
