-- A file that is no entry of ours.
INSERT INTO refused (file, reason, at_ms) VALUES (?1, ?2, ?3)
ON CONFLICT (file) DO NOTHING;
