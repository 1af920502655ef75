-- The copy's rows become the present ones.
INSERT INTO main.result SELECT * FROM rebuilt.result;
