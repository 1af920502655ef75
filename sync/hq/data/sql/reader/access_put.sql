-- Who looked at names, where and why.
INSERT INTO access_log (login, page, reason, at_ms) VALUES (?1, ?2, ?3, ?4);
