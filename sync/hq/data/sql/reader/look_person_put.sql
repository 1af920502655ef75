-- Whose results a look showed.
INSERT INTO look_person (person_id, look_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING;
