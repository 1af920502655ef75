-- Whose results one look showed. Index: ix_look_person__look.
SELECT person_id FROM look_person WHERE look_id = ?1 ORDER BY person_id;
