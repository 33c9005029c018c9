-- What was removed and when, here or in a catalog whose export was imported: URLs of such records
-- return 410, and exports tell of them. `removed_at` is NULL if the revision itself removed the record.
CREATE TABLE tombstone (
  kind TEXT NOT NULL,
  slug TEXT NOT NULL,
  revision INTEGER NOT NULL REFERENCES revision DEFERRABLE INITIALLY DEFERRED,
  removed_at INTEGER,
  PRIMARY KEY (kind, slug)
) STRICT, WITHOUT ROWID;
INSERT INTO tombstone (kind, slug, revision)
  SELECT kind, slug, max(revision) FROM change WHERE op = 'delete' GROUP BY kind, slug;
CREATE TRIGGER tombstone_of_deletion AFTER INSERT ON change WHEN new.op = 'delete' BEGIN
  INSERT OR REPLACE INTO tombstone (kind, slug, revision)
    VALUES (new.kind, new.slug, new.revision);
END;
CREATE TRIGGER tombstone_of_change AFTER UPDATE OF op ON change WHEN new.op = 'delete' BEGIN
  INSERT OR REPLACE INTO tombstone (kind, slug, revision)
    VALUES (new.kind, new.slug, new.revision);
END;
