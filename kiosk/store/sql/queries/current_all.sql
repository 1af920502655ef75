-- Parameters: none.
-- Columns: kind, id of every current package.
-- Index: scan.
SELECT kind, id FROM current_package;
