-- What roles without the right to names see: released cells, oldest first.
SELECT unit, tier, family, competency, period, made_ms, people, counted, met
FROM release_cell
ORDER BY made_ms, competency, unit, tier, family;
