-- A new first PIN by slip. The record that named the old one stays named, so that terminals take this one.
UPDATE person
SET pin_salt = ?2, pin_verifier = ?3, must_change_pin = 1, pin_made_ms = ?4, pin_reset_due = 0
WHERE person_id = ?1;
