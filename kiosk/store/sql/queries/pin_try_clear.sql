-- Parameters: ?1 person.
-- Columns: none.
-- Index: primary key.
DELETE FROM pin_try WHERE person_id = ?1;
