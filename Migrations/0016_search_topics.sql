-- The labels of topics in a column of their own: what a record itself says ranks before them. The
-- program that runs this builds the index anew, as for each new form of it.
DROP TABLE search_word;
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
  name, other_names, about, people, place, topics, content = '',
  tokenize = "unicode61 remove_diacritics 2", prefix = '2 3', columnsize = 0);
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);
CREATE VIRTUAL TABLE search_word USING fts5vocab (search, row);

-- A break is about no topic.
UPDATE session SET topic_scope = NULL WHERE topic_scope = conference_id
  AND kind IN ('networking', 'social', 'opening', 'closing', 'break');
