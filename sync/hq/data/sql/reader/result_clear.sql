-- Rebuild: forgets every result.
DELETE FROM result;
