-- The newest looks at the results of person ?2, at most ?1.
SELECT l.look_id, l.login, l.page, l.reason, l.at_ms FROM look_person p JOIN look l ON l.look_id = p.look_id
WHERE p.person_id = ?2 ORDER BY l.at_ms DESC, l.look_id LIMIT ?1;
