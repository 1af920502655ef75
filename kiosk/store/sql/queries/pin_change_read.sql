-- Parameters: ?1 person.
-- Columns: record_id, box.
-- Index: primary key.
SELECT record_id, box FROM pin_change WHERE person_id = ?1;
