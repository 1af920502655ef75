-- Later versions of a bank or of statements (kinds ?1 and ?2) than ?4.
SELECT version FROM content WHERE kind IN (?1, ?2) AND id = ?3 AND version > ?4 ORDER BY version;
