-- Everybody ever on the roster, active or not.
SELECT person_id, nip, short_number, name, employment, rank, grade, title, tier, unit, unit_name,
       parent_unit, superior, is_active, pin_salt, pin_verifier, must_change_pin, pin_record
FROM person
ORDER BY nip;
