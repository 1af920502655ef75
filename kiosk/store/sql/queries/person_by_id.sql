-- Parameters: ?1 generation, ?2 person.
-- Columns: box.
-- Index: primary key.
SELECT box FROM person WHERE generation = ?1 AND person_id = ?2;
