-- Parameters: ?1 sitting, ?2 person, ?3 key box.
-- Columns: none.
-- Index: primary key.
INSERT INTO open_sitting (sitting_id, person_id, key_box) VALUES (?1, ?2, ?3);
