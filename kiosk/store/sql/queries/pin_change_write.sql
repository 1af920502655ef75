-- Parameters: ?1 person, ?2 record, ?3 box.
-- Columns: none.
-- Index: primary key.
INSERT INTO pin_change (person_id, record_id, box) VALUES (?1, ?2, ?3)
ON CONFLICT (person_id) DO UPDATE SET record_id = excluded.record_id, box = excluded.box;
