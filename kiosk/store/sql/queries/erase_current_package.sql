-- Parameters: none.
-- Columns: none.
-- Index: scan.
DELETE FROM current_package;
