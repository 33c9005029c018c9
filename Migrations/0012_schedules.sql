-- The day of the programme under which a session was published, if it starts after midnight of that
-- day; NULL for all others.
ALTER TABLE session ADD COLUMN day TEXT;
-- Mail addresses that were taken for identifiers of speakers: a speaker is found by the name instead.
DELETE FROM external_id WHERE owner_kind = 'speaker' AND value LIKE '%_@_%._%';
