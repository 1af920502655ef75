-- The copy is thrown away after a stop: it need not survive one.
PRAGMA synchronous = OFF;
