-- A person's results, before they are computed anew.
DELETE FROM result WHERE person_id = ?1;
