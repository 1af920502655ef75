-- The copy's rows become the present ones.
INSERT INTO main.sitting SELECT * FROM rebuilt.sitting;
