-- A person who is in the roster published to a terminal.
INSERT INTO sent_person (terminal_id, person_id) VALUES (?1, ?2)
ON CONFLICT (terminal_id, person_id) DO NOTHING;
