-- The start and the end of a session as they were published, where their time zone is not known:
-- "2027-05-10T09:00:00", or "2027-05-10" for a whole day. NULL where there is an instant.
ALTER TABLE session ADD COLUMN published_start TEXT;
ALTER TABLE session ADD COLUMN published_end TEXT;
