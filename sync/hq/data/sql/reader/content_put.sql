-- Keeps a published package, plain, forever.
INSERT INTO content (kind, id, version, package) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (kind, id, version) DO NOTHING;
