-- What staff decided, newest first.
SELECT coalesce(t.name, ''), d.hash, d.verdict, d.login, d.reason, d.at_ms, d.is_applied
FROM decision AS d
LEFT JOIN terminal AS t ON t.terminal_id = d.terminal_id
ORDER BY d.at_ms DESC, d.hash
LIMIT 30;
