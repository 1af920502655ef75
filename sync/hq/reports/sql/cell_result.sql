-- The results behind one cell, newest first, each with the entry that brought it. Names: only with
-- the right, and the look is logged. Status 0: stated; 3: not certain yet, which counts as not reached.
SELECT p.person_id, p.name, p.tier, p.title, r.level, r.level_low, r.level_high, r.required, r.item_count,
       r.at_ms, r.entry_hash, e.state
FROM result AS r
JOIN person AS p ON p.person_id = r.person_id
JOIN entry AS e ON e.hash = r.entry_hash
WHERE p.is_active = 1 AND r.competency = ?2 AND r.status IN (0, 3) AND r.required > 0
      AND r.from_ms <= ?3 AND ?3 < r.until_ms
      AND p.unit IN (SELECT value FROM json_each(?1))
ORDER BY r.at_ms DESC, p.name;
