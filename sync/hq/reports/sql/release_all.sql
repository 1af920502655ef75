-- Every cell ever released, oldest first, with the people in it.
SELECT unit, tier, family, competency, period, made_ms, people, counted, met, shares
FROM release_cell
ORDER BY made_ms, competency, unit, tier, family;
