-- Whether another entry holds the same sitting.
SELECT count(*) FROM sitting
WHERE person_id = ?1 AND sitting_id = ?2 AND entry_hash <> ?3;
