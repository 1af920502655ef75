-- Adds or renames a unit.
INSERT INTO unit (unit, name, parent) VALUES (?1, ?2, ?3)
ON CONFLICT (unit) DO UPDATE SET name = excluded.name, parent = excluded.parent;
