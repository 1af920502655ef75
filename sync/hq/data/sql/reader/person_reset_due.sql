-- Active people whose PIN a new slip must replace.
SELECT person_id, nip, short_number, name, employment, rank, grade, title, tier, unit, unit_name,
       parent_unit, superior, is_active, pin_salt, pin_verifier, must_change_pin, pin_record
FROM person
WHERE is_active = 1 AND pin_reset_due = 1
ORDER BY nip;
