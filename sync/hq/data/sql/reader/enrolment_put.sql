-- A new join code.
INSERT INTO enrolment (code_id, secret, unit, name, expires_ms) VALUES (?1, ?2, ?3, ?4, ?5);
