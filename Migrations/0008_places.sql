-- Continents and other groups of countries are places; so are the regions of all cities.

-- The same table with more kinds: a group has no country, but countries that belong to it. It is
-- not renamed: that would open the temporary database, and a load could not choose where it is.
CREATE TABLE former_place AS SELECT * FROM place;
DROP TABLE place;
CREATE TABLE place (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('continent', 'group', 'country', 'region', 'city')),
  name TEXT NOT NULL,
  country TEXT,
  region TEXT,
  time_zone TEXT,
  latitude REAL,
  longitude REAL,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL,
  CHECK ((country IS NULL) = (kind IN ('continent', 'group')))
) STRICT;
INSERT INTO place SELECT id, slug, kind, name, country, region, time_zone, latitude, longitude,
  revision, sequence, updated_at FROM former_place;
DROP TABLE former_place;
CREATE INDEX place_by_code ON place (kind, country, region);

CREATE TABLE place_country (
  place_id INTEGER NOT NULL REFERENCES place ON DELETE CASCADE,
  position INTEGER NOT NULL,
  country TEXT NOT NULL,
  PRIMARY KEY (place_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_country_by_country ON place_country (country, place_id);

-- Derived: the region as stated, or else the one that the gazetteer has for the city.
ALTER TABLE location ADD COLUMN effective_region TEXT;
UPDATE location SET effective_region = coalesce(region, (
  SELECT CASE WHEN count(DISTINCT place.region) = 1 THEN min(place.region) END
  FROM place_label JOIN place ON place.id = place_label.place_id
  WHERE folded = city_folded AND kind = 'city' AND place.country = location.country));
DROP INDEX location_by_region;
CREATE INDEX location_by_region ON location (effective_region, conference_id);

INSERT OR IGNORE INTO filing (filter, value, sort_start, slug, filter_end, conference_id)
  SELECT CASE certainty WHEN 'stated' THEN 'region' ELSE 'region?' END, effective_region,
    sort_start, slug, filter_end, conference.id
  FROM location JOIN conference ON conference.id = conference_id
  WHERE effective_region IS NOT NULL;
