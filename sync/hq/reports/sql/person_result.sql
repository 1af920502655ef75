-- A person's results, one a competency that was measured, with the entry that brought it.
SELECT competency, status, level, level_low, level_high, item_count, required, entry_hash, at_ms FROM result
WHERE person_id = ?1
ORDER BY competency;
