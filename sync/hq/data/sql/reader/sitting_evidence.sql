-- A person's scored items of measuring sittings, oldest first; of twins the first.
SELECT sitting_id, entry_hash, standard, finished_ms, scored, assessment FROM sitting
WHERE person_id = ?1 AND is_measuring = 1 AND is_duplicate = 0
ORDER BY finished_ms, sitting_id, entry_hash;
