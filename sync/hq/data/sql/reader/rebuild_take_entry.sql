-- The copy's rows become the present ones.
INSERT INTO main.entry SELECT * FROM rebuilt.entry;
