-- The newest looks, at most ?1.
SELECT look_id, login, page, reason, at_ms FROM look ORDER BY at_ms DESC, look_id LIMIT ?1;
