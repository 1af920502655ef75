-- A person's result in one competency from ?3 until just before ?4.
INSERT INTO result (person_id, competency, from_ms, until_ms, status, level, level_low, level_high,
                    item_count, required, sitting_id, entry_hash, at_ms, valid_until)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14);
