-- Parameters: ?1 sitting.
-- Columns: none.
-- Index: primary key.
DELETE FROM sitting_event WHERE sitting_id = ?1;
