-- A person's results, one a competency that was measured, with the entry that brought it.
SELECT competency, status, level, level_low, level_high, item_count, required, entry_hash, at_ms,
       valid_until
FROM result AS r
WHERE person_id = ?1 AND r.from_ms <= ?2 AND ?2 < r.until_ms
ORDER BY competency;
