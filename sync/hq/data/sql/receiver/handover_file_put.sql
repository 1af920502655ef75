-- Columns: number.
INSERT INTO handover_file DEFAULT VALUES
RETURNING number;
