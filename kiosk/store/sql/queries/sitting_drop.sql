-- Parameters: ?1 sitting.
-- Columns: none.
-- Index: primary key.
DELETE FROM open_sitting WHERE sitting_id = ?1;
