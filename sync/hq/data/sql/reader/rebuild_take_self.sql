-- The copy's rows become the present ones.
INSERT INTO main.self_result SELECT * FROM rebuilt.self_result;
