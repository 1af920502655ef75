-- Name of a unit.
SELECT name FROM unit WHERE unit = ?1;
