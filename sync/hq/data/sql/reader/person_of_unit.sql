-- Active people of a unit and of the units below it: a terminal's roster.
SELECT person_id, nip, short_number, name, employment, rank, grade, title, tier, unit, unit_name,
       parent_unit, superior, is_active, pin_salt, pin_verifier, must_change_pin, pin_record
FROM person
WHERE is_active = 1 AND (unit = ?1 OR parent_unit = ?1)
ORDER BY nip;
