-- The change log tells everything that happens to records, creations included, in the order in which
-- it was committed; and each revision tells who made it, and how.

-- Which life of the data the cursors of the change log belong to: a restored backup begins another.
-- `log_start` is the last row of `change` that is of no complete log: clients can follow from there.
ALTER TABLE catalog_state ADD COLUMN epoch TEXT NOT NULL DEFAULT '';
ALTER TABLE catalog_state ADD COLUMN log_start INTEGER NOT NULL DEFAULT 0;
UPDATE catalog_state SET epoch = lower(hex(randomblob(4))),
  log_start = coalesce((SELECT max(id) FROM change), 0);

-- How a revision was made ('http', 'cli', 'import', 'proposal'), what was asked for, by which request,
-- from which address, and why. Only administrators see an actor that is hidden.
ALTER TABLE revision ADD COLUMN hides_actor INTEGER NOT NULL DEFAULT 0;
ALTER TABLE revision ADD COLUMN via TEXT;
ALTER TABLE revision ADD COLUMN action TEXT;
ALTER TABLE revision ADD COLUMN request_id TEXT;
ALTER TABLE revision ADD COLUMN address TEXT;
ALTER TABLE revision ADD COLUMN reason TEXT;

-- One row for each record that a revision creates, changes, renames or deletes. `object` is the record
-- before that, in the native format without what is derived, `row` is its row ID, and `since` the
-- revision that had made it so; all are NULL for a creation. `filter_state` is what the filters of conferences looked at
-- before: see FilterState. A row of the op 'refile' tells that only this has changed, since another
-- record has. The table is not renamed: that would open the temporary database.
CREATE TABLE former_change AS SELECT * FROM change;
DROP TABLE change;
CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL REFERENCES revision DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL,
  slug TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('create', 'update', 'delete', 'rename', 'refile')),
  previous_slug TEXT,
  row INTEGER,
  since INTEGER,
  object TEXT,
  filter_state TEXT
) STRICT;
INSERT INTO change (id, revision, kind, slug, op, since, object)
  SELECT id, revision, kind, slug, op, since, object FROM former_change ORDER BY id;
DROP TABLE former_change;
-- Creations come by the thousand, and no record is looked for among them.
CREATE INDEX change_by_record ON change (kind, slug, id) WHERE op <> 'create';
CREATE INDEX change_by_previous_slug ON change (kind, previous_slug, id)
  WHERE previous_slug IS NOT NULL;
CREATE INDEX change_by_revision ON change (revision) WHERE op <> 'create';
