-- Of the twins that are left the first counts, when none does.
UPDATE sitting SET is_duplicate = 0
WHERE person_id = ?1 AND sitting_id = ?2
  AND entry_hash = (SELECT min(t.entry_hash) FROM sitting AS t WHERE t.person_id = ?1 AND t.sitting_id = ?2)
  AND NOT EXISTS (SELECT 1 FROM sitting AS t
                  WHERE t.person_id = ?1 AND t.sitting_id = ?2 AND t.is_duplicate = 0);
