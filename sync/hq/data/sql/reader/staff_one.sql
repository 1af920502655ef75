-- One member of staff.
SELECT login, name, role, password, is_disabled, generation, unlock_count FROM staff WHERE login = ?1;
