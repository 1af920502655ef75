-- What was released under a clock that ran ahead was released before now. Parameters: now.
UPDATE release_cell
SET made_ms = ?1 - 1 - (SELECT count(DISTINCT later.made_ms) FROM release_cell AS later
                        WHERE later.made_ms > release_cell.made_ms)
WHERE made_ms > ?1;
