-- The copy beside the present tables. Parameters: its path.
ATTACH DATABASE ?1 AS rebuilt;
