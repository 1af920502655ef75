-- Adds a member of staff, or sets name, role and password.
INSERT INTO staff (login, name, role, password) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (login) DO UPDATE SET name = excluded.name, role = excluded.role,
    password = excluded.password, wrong_count = 0, locked_until_ms = 0;
