-- Older cells of the same table, of no single office: their people are no longer needed.
UPDATE release_cell SET shares = x''
WHERE competency = ?3 AND unit = '' AND tier = ?1 AND family = ?2 AND made_ms < ?4;
