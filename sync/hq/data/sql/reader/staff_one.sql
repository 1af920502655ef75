-- One member of staff.
SELECT name, role, password, wrong_count, locked_until_ms FROM staff WHERE login = ?1;
