-- What a series is about, in a few sentences.
ALTER TABLE series ADD COLUMN summary TEXT;
