-- A whole copy of the database into a new file.
VACUUM INTO ?1;
