-- Parameters: ?1 sitting.
-- Columns: person_id, key_box.
-- Index: primary key.
SELECT person_id, key_box FROM open_sitting WHERE sitting_id = ?1;
