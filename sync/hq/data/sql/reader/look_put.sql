-- Who looked at results under names, at which page, by what right, when. One that is there stays.
INSERT INTO look (look_id, login, page, reason, at_ms) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING;
