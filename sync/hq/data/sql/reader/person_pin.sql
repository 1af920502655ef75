-- A PIN changed at a terminal.
UPDATE person
SET pin_salt = ?2, pin_verifier = ?3, must_change_pin = 0, pin_record = ?4, pin_made_ms = ?5
WHERE person_id = ?1;
