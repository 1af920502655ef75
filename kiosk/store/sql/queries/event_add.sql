-- Parameters: ?1 sitting, ?2 sequence, ?3 box.
-- Columns: none.
-- Index: primary key.
INSERT INTO sitting_event (sitting_id, sequence, box) VALUES (?1, ?2, ?3);
