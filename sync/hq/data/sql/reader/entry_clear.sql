-- Rebuild: forgets every entry.
DELETE FROM entry;
