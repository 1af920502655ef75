-- Adds a member of staff, or sets everything of it.
INSERT INTO staff (login, name, role, password, is_disabled, generation, unlock_count)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (login) DO UPDATE SET name = excluded.name, role = excluded.role, password = excluded.password,
    is_disabled = excluded.is_disabled, generation = excluded.generation, unlock_count = excluded.unlock_count;
