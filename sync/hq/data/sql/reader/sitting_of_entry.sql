-- The sitting that an entry brought.
SELECT person_id, sitting_id FROM sitting WHERE entry_hash = ?1;
