-- All join codes, newest first.
SELECT code_id, secret, unit, name, expires_ms, terminal_id FROM enrolment
ORDER BY expires_ms DESC, code_id;
