-- A cell that is released now: ?1 unit, ?2 tier, ?3 family, ?4 competency, ?5 period, ?6 when, ?7 people, ?8 counted,
-- ?9 met, ?10 shares.
INSERT INTO release_cell (unit, tier, family, competency, period, made_ms, people, counted, met, shares)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);
