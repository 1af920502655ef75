-- Who a person is: ?1 person.
SELECT name, nip, title, tier, unit, unit_name, rank, grade, employment FROM person WHERE person_id = ?1;
