-- The sitting of an entry that was set aside.
DELETE FROM sitting WHERE entry_hash = ?1;
