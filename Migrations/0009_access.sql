-- What a token is confined to, and whether its name is shown to everybody.
ALTER TABLE token ADD COLUMN limit_kind TEXT CHECK (limit_kind IN ('series', 'conference'));
ALTER TABLE token ADD COLUMN limit_slug TEXT;
ALTER TABLE token ADD COLUMN is_private INTEGER NOT NULL DEFAULT 0;
