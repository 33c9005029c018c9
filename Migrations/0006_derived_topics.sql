-- Topics that the title of a session names, beside those that a source states.
ALTER TABLE session_topic ADD COLUMN derived INTEGER NOT NULL DEFAULT 0;
