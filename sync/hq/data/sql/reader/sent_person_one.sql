-- Whether a person was ever in a roster published to a terminal.
SELECT count(*) FROM sent_person WHERE terminal_id = ?1 AND person_id = ?2;
