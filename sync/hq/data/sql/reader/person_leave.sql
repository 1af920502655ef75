-- A person is no longer on the sheet.
UPDATE person SET is_active = 0 WHERE person_id = ?1;
