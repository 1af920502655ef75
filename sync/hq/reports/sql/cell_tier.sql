-- One cell of the map by job tier. Status 0: stated; 3: not certain yet, which counts as not reached.
SELECT p.tier, min(r.required) AS required_low, max(r.required) AS required_high,
       count(*) AS counted, sum(r.level >= r.required) AS met
FROM result AS r
JOIN person AS p ON p.person_id = r.person_id
WHERE p.is_active = 1 AND r.competency = ?2 AND r.status IN (0, 3) AND r.required > 0
      AND r.from_ms <= ?3 AND ?3 < r.until_ms
      AND p.unit IN (SELECT value FROM json_each(?1))
GROUP BY p.tier
ORDER BY counted DESC, p.tier;
