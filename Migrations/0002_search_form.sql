-- By which rules the words of the search index, and the folded names, were made; a program with
-- other rules makes them anew when it opens the file.
ALTER TABLE catalog_state ADD COLUMN search_form INTEGER NOT NULL DEFAULT 0;
