-- Parameters: none.
-- Columns: kind, id, digest of every current package.
-- Index: scan.
SELECT kind, id, digest FROM current_package;
