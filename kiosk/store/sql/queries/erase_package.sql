-- Parameters: none.
-- Columns: none.
-- Index: scan.
DELETE FROM package;
