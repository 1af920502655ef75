-- A join code is spent.
UPDATE enrolment SET terminal_id = ?2 WHERE code_id = ?1 AND terminal_id IS NULL;
