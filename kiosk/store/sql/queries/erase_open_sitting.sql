-- Parameters: none.
-- Columns: none.
-- Index: scan.
DELETE FROM open_sitting;
