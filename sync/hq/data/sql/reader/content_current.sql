-- The newest version of everything published.
SELECT c.kind, c.id, c.version, c.package
FROM content AS c
WHERE c.version = (SELECT max(v.version) FROM content AS v WHERE v.kind = c.kind AND v.id = c.id)
ORDER BY c.kind, c.id;
