-- Rebuild: forgets every sitting.
DELETE FROM sitting;
