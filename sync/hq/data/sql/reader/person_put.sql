-- Adds a person, or changes all but the PIN.
INSERT INTO person (person_id, nip, short_number, name, employment, rank, grade, title, tier, unit,
                    unit_name, parent_unit, superior, is_active, pin_salt, pin_verifier,
                    must_change_pin)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, 1)
ON CONFLICT (person_id) DO UPDATE SET
    short_number = excluded.short_number, name = excluded.name, employment = excluded.employment,
    rank = excluded.rank, grade = excluded.grade, title = excluded.title, tier = excluded.tier,
    unit = excluded.unit, unit_name = excluded.unit_name, parent_unit = excluded.parent_unit,
    superior = excluded.superior, is_active = excluded.is_active;
