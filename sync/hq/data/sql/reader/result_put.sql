-- A person's result in one competency.
INSERT INTO result (person_id, competency, status, level, level_low, level_high, item_count,
                    required, sitting_id, entry_hash, at_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
ON CONFLICT (person_id, competency) DO UPDATE SET
    status = excluded.status, level = excluded.level, level_low = excluded.level_low,
    level_high = excluded.level_high, item_count = excluded.item_count,
    required = excluded.required, sitting_id = excluded.sitting_id,
    entry_hash = excluded.entry_hash, at_ms = excluded.at_ms;
