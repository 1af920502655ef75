-- All members of staff, by login.
SELECT login, name, role, password, is_disabled, generation, unlock_count FROM staff ORDER BY login;
