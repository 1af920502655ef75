-- One published package.
SELECT package FROM content WHERE kind = ?1 AND id = ?2 AND version = ?3;
