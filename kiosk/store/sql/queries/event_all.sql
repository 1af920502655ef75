-- Parameters: ?1 sitting.
-- Columns: sequence, box; by sequence.
-- Index: primary key.
SELECT sequence, box FROM sitting_event WHERE sitting_id = ?1 ORDER BY sequence;
