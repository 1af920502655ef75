-- Units with their parents.
SELECT unit, name, parent FROM unit
ORDER BY unit;
