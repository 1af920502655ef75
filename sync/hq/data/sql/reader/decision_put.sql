-- What staff decided about an entry; a later word replaces an earlier one.
INSERT INTO decision (terminal_id, hash, verdict, login, reason, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (terminal_id, hash) DO UPDATE SET verdict = excluded.verdict, login = excluded.login,
    reason = excluded.reason, at_ms = excluded.at_ms, is_applied = 0;
