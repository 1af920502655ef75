-- Parameters: none.
-- Columns: sitting_id.
-- Index: scan.
SELECT sitting_id FROM open_sitting;
