-- Version 3, for PostgreSQL alone: SQLite does not check references unless it is asked to. The
-- program only writes runs that it has read and never deletes one, while each check locks the row
-- of the run, which all instances share, once for each visitor.
ALTER TABLE visitor DROP CONSTRAINT visitor_run_fkey;
