-- Unit, its parent and the time of the PIN that holds, of one person.
SELECT unit, parent_unit, pin_made_ms FROM person WHERE person_id = ?1;
