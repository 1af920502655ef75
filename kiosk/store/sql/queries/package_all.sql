-- Parameters: none.
-- Columns: digest, kind, id, version, plain, keys_box, is_current; by kind, id, version.
-- Index: scan.
SELECT p.digest, p.kind, p.id, p.version, p.plain, p.keys_box, c.digest IS NOT NULL
FROM package p LEFT JOIN current_package c ON c.digest = p.digest
ORDER BY p.kind, p.id, p.version;
