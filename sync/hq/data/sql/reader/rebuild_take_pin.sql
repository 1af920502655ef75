-- PINs that the copy learned from the backup and that are newer than the present ones.
UPDATE main.person AS p
SET pin_salt = r.pin_salt, pin_verifier = r.pin_verifier, must_change_pin = r.must_change_pin,
    pin_record = r.pin_record, pin_made_ms = r.pin_made_ms
FROM rebuilt.person AS r
WHERE r.person_id = p.person_id AND r.pin_made_ms > p.pin_made_ms;
