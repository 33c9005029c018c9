-- The catalog's whole data model.
--
-- Days are text (YYYY-MM-DD), instants are whole seconds since 1970-01-01 UTC, countries ISO 3166-1
-- alpha-2, regions ISO 3166-2, languages BCP 47, zones IANA names. Unknown is NULL. `slug` is the
-- identifier that the outside sees; `id` never leaves the database. `folded` columns hold the
-- case-, accent- and punctuation-blind form of a text, for look-ups; `..._key` columns hold what
-- names are sorted by, without case and accents. A table that belongs to any
-- kind of record names its owner by (owner_kind, owner_id); triggers at the end clean up after it.
-- Texts that hold JSON are written by this program only: a schema that is not trusted may not call
-- json_valid in a constraint.

-- One row: which state of the data this is.
CREATE TABLE catalog_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL,
  revised_at INTEGER NOT NULL,
  -- Whether the embedded seeds are in: 'pending' until they are, or are declined, for good.
  seeds TEXT NOT NULL DEFAULT 'pending' CHECK (seeds IN ('pending', 'planted', 'declined'))
) STRICT;
INSERT INTO catalog_state (id, revision, revised_at) VALUES (1, 0, 0);

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  url TEXT,
  publisher TEXT,
  published_on TEXT,
  retrieved_on TEXT,
  licence TEXT,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT;

-- Topics are a small SKOS-like taxonomy.
CREATE TABLE topic (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  definition TEXT,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE topic_label (
  topic_id INTEGER NOT NULL REFERENCES topic ON DELETE CASCADE,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  folded TEXT NOT NULL,
  preferred INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (topic_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_label_by_folded ON topic_label (folded, topic_id);

CREATE TABLE topic_broader (
  topic_id INTEGER NOT NULL REFERENCES topic ON DELETE CASCADE,
  broader_id INTEGER NOT NULL REFERENCES topic ON DELETE CASCADE,
  position INTEGER NOT NULL,
  PRIMARY KEY (topic_id, broader_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_broader_by_broader ON topic_broader (broader_id);

CREATE TABLE topic_related (
  topic_id INTEGER NOT NULL REFERENCES topic ON DELETE CASCADE,
  related_id INTEGER NOT NULL REFERENCES topic ON DELETE CASCADE,
  position INTEGER NOT NULL,
  PRIMARY KEY (topic_id, related_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_related_by_related ON topic_related (related_id);

-- Every topic with itself and all that is narrower, at any depth; kept by whoever writes topics.
CREATE TABLE topic_descendant (
  topic_id INTEGER NOT NULL REFERENCES topic ON DELETE CASCADE,
  descendant_id INTEGER NOT NULL REFERENCES topic ON DELETE CASCADE,
  PRIMARY KEY (topic_id, descendant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_descendant_by_descendant ON topic_descendant (descendant_id);

CREATE TABLE audience (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE audience_label (
  audience_id INTEGER NOT NULL REFERENCES audience ON DELETE CASCADE,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  folded TEXT NOT NULL,
  preferred INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (audience_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX audience_label_by_folded ON audience_label (folded, audience_id);

-- The gazetteer: what a place's names mean. Locations need not be in it.
CREATE TABLE place (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('country', 'region', 'city')),
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  region TEXT,
  time_zone TEXT,
  latitude REAL,
  longitude REAL,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX place_by_code ON place (kind, country, region);

CREATE TABLE place_label (
  place_id INTEGER NOT NULL REFERENCES place ON DELETE CASCADE,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  folded TEXT NOT NULL,
  preferred INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (place_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_label_by_folded ON place_label (folded, place_id);

CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  full_name TEXT,
  kind TEXT NOT NULL DEFAULT 'recurring' CHECK (kind IN ('recurring', 'umbrella')),
  parent_id INTEGER REFERENCES series ON DELETE SET NULL,
  organizer TEXT,
  website TEXT,
  frequency TEXT,
  ended INTEGER,
  same_as TEXT,
  edtf TEXT,
  date_text TEXT,
  date_precision TEXT,
  start_earliest TEXT,
  start_latest TEXT,
  end_earliest TEXT,
  end_latest TEXT,
  verification_state TEXT NOT NULL DEFAULT 'unverified',
  verification_checked_at TEXT,
  verification_note TEXT,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX series_by_parent ON series (parent_id);
CREATE INDEX series_by_name ON series (name_key, slug);
CREATE INDEX series_by_update ON series (updated_at, slug);

CREATE TABLE series_alias (
  series_id INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
  position INTEGER NOT NULL,
  alias TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (series_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX series_alias_by_folded ON series_alias (folded);

CREATE TABLE series_topic (
  series_id INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
  topic_id INTEGER NOT NULL REFERENCES topic,
  position INTEGER NOT NULL,
  PRIMARY KEY (series_id, topic_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX series_topic_by_topic ON series_topic (topic_id, series_id);

CREATE TABLE ranking (
  series_id INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
  position INTEGER NOT NULL,
  system TEXT NOT NULL CHECK (system IN ('ccf', 'core', 'thcpl', 'era')),
  value TEXT NOT NULL,
  year INTEGER,
  source_id INTEGER REFERENCES source,
  PRIMARY KEY (series_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX ranking_by_value ON ranking (system, value, series_id);

-- One edition of one or more series.
CREATE TABLE conference (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  acronym TEXT,
  edition_number INTEGER,
  year INTEGER,
  tagline TEXT,
  theme TEXT,
  summary TEXT,
  kind TEXT NOT NULL DEFAULT 'conference'
    CHECK (kind IN ('conference', 'symposium', 'summit', 'workshop', 'expo')),
  status TEXT NOT NULL DEFAULT 'scheduled' CHECK (status IN (
    'scheduled', 'tentative', 'postponed', 'rescheduled', 'cancelled', 'moved-online')),
  edtf TEXT,
  date_text TEXT,
  date_precision TEXT,
  -- The four bounds; all NULL where nothing is known, end_latest alone where the end is unknown.
  start_earliest TEXT,
  start_latest TEXT,
  end_earliest TEXT,
  end_latest TEXT,
  -- What filters compare: an unknown end counts as ten days after the start, and is never shown.
  filter_end TEXT GENERATED ALWAYS AS (
    coalesce(end_latest, date(start_latest, '+10 days'))) STORED,
  -- What lists are sorted by: earliest start, exact before vague; undated last.
  sort_start TEXT GENERATED ALWAYS AS (
    coalesce(start_earliest, '9999-12-31') || CASE WHEN start_earliest = start_latest THEN '0'
      ELSE '1' END) STORED,
  -- The days that the filters take it to last at most: how far before a day its start can lie.
  span_days INTEGER GENERATED ALWAYS AS (CAST(julianday(
    coalesce(end_latest, date(start_latest, '+10 days'))) - julianday(start_earliest)
    AS INTEGER)) STORED,
  previous_dates TEXT,
  -- Derived: between which instants its sessions begin, as lists sort them, and how many there are.
  sessions_from INTEGER,
  sessions_to INTEGER,
  session_count INTEGER NOT NULL DEFAULT 0,
  time_zone TEXT,
  format TEXT CHECK (format IN ('in-person', 'virtual', 'hybrid')),
  programme_status TEXT NOT NULL DEFAULT 'not_announced'
    CHECK (programme_status IN ('not_announced', 'partial', 'announced')),
  -- NULL: known to be complete as it stands.
  deadlines_status TEXT CHECK (deadlines_status IN ('not_announced')),
  session_kinds_known INTEGER NOT NULL DEFAULT 0,
  organizer TEXT,
  languages TEXT,
  accessibility TEXT,
  expected_attendance INTEGER,
  offers TEXT,
  acceptance TEXT,
  verification_state TEXT NOT NULL DEFAULT 'unverified',
  verification_checked_at TEXT,
  verification_note TEXT,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX conference_by_start ON conference (sort_start, slug);
CREATE INDEX conference_by_end ON conference (filter_end, slug);
CREATE INDEX conference_by_last_day ON conference (
  coalesce(filter_end, '9999-12-31'), sort_start, slug);
CREATE INDEX conference_by_span ON conference (span_days);
CREATE INDEX conference_by_name ON conference (name_key, sort_start);
CREATE INDEX conference_by_update ON conference (updated_at, sort_start, slug);

-- Derived: under which value of which filter a conference is found, in the order of lists, so that
-- the first page of a filter is one short walk at any size. Kept by whoever writes conferences.
-- A topic stands with all that are broader; "city?", "region?" and "country?" hold candidates.
CREATE TABLE filing (
  filter TEXT NOT NULL,
  value TEXT NOT NULL,
  sort_start TEXT NOT NULL,
  slug TEXT NOT NULL,
  filter_end TEXT,
  conference_id INTEGER NOT NULL REFERENCES conference ON DELETE CASCADE,
  PRIMARY KEY (filter, value, sort_start, slug)
) STRICT, WITHOUT ROWID;
CREATE INDEX filing_by_conference ON filing (conference_id);

CREATE TABLE conference_series (
  conference_id INTEGER NOT NULL REFERENCES conference ON DELETE CASCADE,
  series_id INTEGER NOT NULL REFERENCES series,
  position INTEGER NOT NULL,
  PRIMARY KEY (conference_id, series_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conference_series_by_series ON conference_series (series_id, conference_id);

CREATE TABLE conference_topic (
  conference_id INTEGER NOT NULL REFERENCES conference ON DELETE CASCADE,
  topic_id INTEGER NOT NULL REFERENCES topic,
  position INTEGER NOT NULL,
  PRIMARY KEY (conference_id, topic_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conference_topic_by_topic ON conference_topic (topic_id, conference_id);

CREATE TABLE conference_audience (
  conference_id INTEGER NOT NULL REFERENCES conference ON DELETE CASCADE,
  audience_id INTEGER NOT NULL REFERENCES audience,
  position INTEGER NOT NULL,
  PRIMARY KEY (conference_id, audience_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conference_audience_by_audience ON conference_audience (audience_id, conference_id);

CREATE TABLE conference_session_kind (
  conference_id INTEGER NOT NULL REFERENCES conference ON DELETE CASCADE,
  kind TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (conference_id, kind)
) STRICT, WITHOUT ROWID;

-- Where a conference or an umbrella series takes place: any number of places, each as far as known.
CREATE TABLE location (
  id INTEGER PRIMARY KEY,
  conference_id INTEGER REFERENCES conference ON DELETE CASCADE,
  series_id INTEGER REFERENCES series ON DELETE CASCADE,
  position INTEGER NOT NULL,
  venue_id INTEGER REFERENCES venue ON DELETE SET NULL,
  venue TEXT,
  city TEXT,
  city_folded TEXT,
  region TEXT,
  country TEXT,
  latitude REAL,
  longitude REAL,
  precision TEXT CHECK (precision IN ('venue', 'city', 'region', 'country')),
  certainty TEXT NOT NULL DEFAULT 'stated' CHECK (certainty IN ('stated', 'candidate')),
  text TEXT,
  is_virtual INTEGER NOT NULL DEFAULT 0,
  url TEXT,
  CHECK ((conference_id IS NULL) <> (series_id IS NULL))
) STRICT;
CREATE INDEX location_by_conference ON location (conference_id, position);
CREATE INDEX location_by_series ON location (series_id, position);
CREATE INDEX location_by_venue ON location (venue_id);
CREATE INDEX location_by_city ON location (city_folded, conference_id);
CREATE INDEX location_by_region ON location (region, conference_id);
CREATE INDEX location_by_country ON location (country, conference_id);

-- Derived: the points of locations that are known to the city or better, for `near`.
CREATE VIRTUAL TABLE location_point USING rtree (
  id, min_latitude, max_latitude, min_longitude, max_longitude);

CREATE TABLE venue (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  address TEXT,
  city TEXT,
  region TEXT,
  country TEXT,
  latitude REAL,
  longitude REAL,
  precision TEXT,
  capacity INTEGER,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX venue_by_city ON venue (city);
CREATE INDEX venue_by_name ON venue (name COLLATE NOCASE);
CREATE INDEX venue_by_country ON venue (country, slug);
CREATE INDEX venue_by_region ON venue (region, slug);
CREATE INDEX venue_by_update ON venue (updated_at, slug);

CREATE TABLE room (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  conference_id INTEGER NOT NULL REFERENCES conference ON DELETE CASCADE,
  venue_id INTEGER REFERENCES venue ON DELETE SET NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  capacity INTEGER,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX room_by_conference ON room (conference_id, position);
CREATE INDEX room_by_name ON room (name COLLATE NOCASE);

CREATE TABLE track (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  conference_id INTEGER NOT NULL REFERENCES conference ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  description TEXT,
  color TEXT,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX track_by_name ON track (name_key, slug);
CREATE INDEX track_by_update ON track (updated_at, slug);
CREATE INDEX track_by_conference ON track (conference_id, position);

CREATE TABLE track_alias (
  track_id INTEGER NOT NULL REFERENCES track ON DELETE CASCADE,
  position INTEGER NOT NULL,
  alias TEXT NOT NULL,
  PRIMARY KEY (track_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE track_topic (
  track_id INTEGER NOT NULL REFERENCES track ON DELETE CASCADE,
  topic_id INTEGER NOT NULL REFERENCES topic,
  position INTEGER NOT NULL,
  PRIMARY KEY (track_id, topic_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX track_topic_by_topic ON track_topic (topic_id, track_id);

CREATE TABLE speaker (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  affiliation TEXT,
  bio TEXT,
  orcid TEXT,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX speaker_by_update ON speaker (updated_at, name_folded, slug);
CREATE INDEX speaker_by_name ON speaker (name_folded, slug);

-- One slot in a programme; several slots of the same contribution share `work`.
CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  conference_id INTEGER NOT NULL REFERENCES conference ON DELETE CASCADE,
  track_id INTEGER REFERENCES track ON DELETE SET NULL,
  parent_id INTEGER REFERENCES session ON DELETE SET NULL,
  room_id INTEGER REFERENCES room ON DELETE SET NULL,
  work TEXT,
  kind TEXT NOT NULL,
  kind_label TEXT,
  title TEXT NOT NULL,
  title_key TEXT NOT NULL,
  abstract TEXT,
  starts_at INTEGER,
  ends_at INTEGER,
  -- Seconds east of UTC of the times as they were published.
  starts_offset INTEGER,
  ends_offset INTEGER,
  time_zone TEXT,
  language TEXT,
  format TEXT,
  level TEXT,
  status TEXT NOT NULL DEFAULT 'scheduled',
  guid TEXT,
  -- JSON: its paper, slides, recording and so on; NULL where there are none.
  links TEXT,
  position INTEGER NOT NULL,
  -- Whose topics it has where it has none of its own: its track's (minus the track's id), else its
  -- conference's (the conference's id); NULL where it has its own. Kept by whoever writes sessions.
  topic_scope INTEGER,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL,
  -- What lists are sorted by: sessions without a time come last.
  sort_start INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(starts_at, 253402300800)) VIRTUAL
) STRICT;
CREATE INDEX session_by_conference ON session (conference_id, sort_start, position, slug);
-- Those that lists are walked by also have the conference, by which most filters judge a session.
CREATE INDEX session_by_start ON session (sort_start, position, slug, conference_id);
CREATE INDEX session_by_track ON session (track_id, sort_start, position, slug);
CREATE INDEX session_by_parent ON session (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX session_by_room ON session (room_id, sort_start, position, slug);
CREATE INDEX session_by_kind ON session (kind, sort_start, position, slug, conference_id);
CREATE INDEX session_by_title ON session (title_key, sort_start, conference_id);
CREATE INDEX session_by_update ON session (
  updated_at, sort_start, position, slug, conference_id);
CREATE INDEX session_by_format ON session (format, sort_start, conference_id)
  WHERE format IS NOT NULL;
CREATE INDEX session_by_language ON session (language, sort_start, conference_id)
  WHERE language IS NOT NULL;
CREATE INDEX session_by_level ON session (level, sort_start, conference_id)
  WHERE level IS NOT NULL;
CREATE INDEX session_by_status ON session (status, sort_start) WHERE status <> 'scheduled';
CREATE INDEX session_by_topic_scope ON session (topic_scope, sort_start, position, slug);

CREATE TABLE session_speaker (
  session_id INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
  position INTEGER NOT NULL,
  speaker_id INTEGER NOT NULL REFERENCES speaker,
  role TEXT NOT NULL DEFAULT 'speaker',
  PRIMARY KEY (session_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_speaker_by_speaker ON session_speaker (speaker_id, session_id);

CREATE TABLE session_topic (
  session_id INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
  topic_id INTEGER NOT NULL REFERENCES topic,
  position INTEGER NOT NULL,
  PRIMARY KEY (session_id, topic_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_topic_by_topic ON session_topic (topic_id, session_id);

-- A deadline keeps its words, its zone as declared, and what instant or bounds these mean.
CREATE TABLE deadline (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL,
  conference_id INTEGER NOT NULL REFERENCES conference ON DELETE CASCADE,
  track_id INTEGER REFERENCES track ON DELETE SET NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  kind_label TEXT,
  label TEXT,
  round INTEGER,
  local TEXT,
  time_zone_declared TEXT,
  precision TEXT NOT NULL CHECK (precision IN ('datetime', 'date', 'month', 'unknown')),
  at_utc INTEGER,
  not_before_utc INTEGER,
  not_after_utc INTEGER,
  -- NULL: told by the clock (open or passed).
  status TEXT CHECK (status IN ('extended', 'cancelled', 'tba')),
  supersedes TEXT,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL,
  -- What lists are sorted by: the latest instant that it can be; what has none comes last.
  sort_at INTEGER NOT NULL
    GENERATED ALWAYS AS (coalesce(at_utc, not_after_utc, 253402300800)) VIRTUAL,
  UNIQUE (conference_id, slug)
) STRICT;
CREATE INDEX deadline_by_conference ON deadline (conference_id, position);
CREATE INDEX deadline_by_update ON deadline (updated_at, sort_at, conference_id, position);
CREATE INDEX deadline_by_time ON deadline (sort_at, conference_id, position);
CREATE INDEX deadline_by_kind ON deadline (kind, sort_at, conference_id, position);

CREATE TABLE link (
  owner_kind TEXT NOT NULL,
  owner_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  rel TEXT NOT NULL,
  url TEXT NOT NULL,
  title TEXT,
  checked_at TEXT,
  ok INTEGER,
  PRIMARY KEY (owner_kind, owner_id, position)
) STRICT, WITHOUT ROWID;

-- Where a record, or some of its fields, came from.
CREATE TABLE attribution (
  owner_kind TEXT NOT NULL,
  owner_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source,
  fields TEXT NOT NULL,
  as_stated TEXT,
  checked_at TEXT,
  PRIMARY KEY (owner_kind, owner_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX attribution_by_source ON attribution (source_id);

-- Sources that contradict each other: every value is kept.
CREATE TABLE data_issue (
  owner_kind TEXT NOT NULL,
  owner_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  field TEXT NOT NULL,
  vals TEXT NOT NULL,
  PRIMARY KEY (owner_kind, owner_id, position)
) STRICT, WITHOUT ROWID;

-- How other systems call a record; unique only within the system and its file.
CREATE TABLE external_id (
  owner_kind TEXT NOT NULL,
  owner_id INTEGER NOT NULL,
  system TEXT NOT NULL,
  scope TEXT NOT NULL DEFAULT '',
  value TEXT NOT NULL,
  PRIMARY KEY (owner_kind, system, scope, value, owner_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX external_id_by_owner ON external_id (owner_kind, owner_id);

-- What each source said of a record the last time: a hash of every field that it stated. A source
-- that repeats itself changes nothing, and its change of mind is told from an edit by others.
-- `part` tells the files of a list from each other by a hash of their names; 0 for a programme.
CREATE TABLE statement (
  owner_kind TEXT NOT NULL,
  owner_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL REFERENCES source,
  part INTEGER NOT NULL,
  fields BLOB NOT NULL,
  PRIMARY KEY (owner_kind, owner_id, source_id, part)
) STRICT, WITHOUT ROWID;

-- Former and other slugs of a record: answered 308, or 300 where several records claim one.
CREATE TABLE redirect (
  kind TEXT NOT NULL,
  slug TEXT NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (kind, slug, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE recommendation (
  id INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  audience_id INTEGER NOT NULL REFERENCES audience,
  series_id INTEGER REFERENCES series ON DELETE CASCADE,
  conference_id INTEGER REFERENCES conference ON DELETE CASCADE,
  as_named TEXT,
  reason TEXT,
  source_id INTEGER REFERENCES source,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL,
  CHECK ((conference_id IS NULL) <> (series_id IS NULL)),
  UNIQUE (audience_id, series_id, conference_id)
) STRICT;
CREATE INDEX recommendation_by_series ON recommendation (series_id);
CREATE INDEX recommendation_by_conference ON recommendation (conference_id);

CREATE TABLE guide_item (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('why', 'expect', 'choose', 'tip')),
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  text TEXT,
  source_id INTEGER REFERENCES source,
  revision INTEGER NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX guide_item_by_kind ON guide_item (kind, position);

-- When a state of the data was made, and by whom.
CREATE TABLE revision (
  number INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT
) STRICT;

-- What has been replaced or removed: `object` is the record as it was from revision `since` on, until
-- `revision` changed it. What stands is in the records' own tables, which have the revision that made
-- them so; a record of sequence 0 is as it was created.
CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL REFERENCES revision DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL,
  slug TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('update', 'delete', 'rename')),
  since INTEGER NOT NULL,
  object TEXT NOT NULL
) STRICT;
CREATE INDEX change_by_revision ON change (revision);
CREATE INDEX change_by_record ON change (kind, slug, id);

-- What anyone may propose and an editor decides on.
CREATE TABLE proposal (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  target TEXT,
  base_revision INTEGER NOT NULL,
  patch TEXT NOT NULL,
  comment TEXT,
  contact TEXT,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'rejected', 'withdrawn')),
  created_at INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by TEXT,
  decision_note TEXT
) STRICT;
CREATE INDEX proposal_by_state ON proposal (state, id);

-- Only a hash of a token is kept.
CREATE TABLE token (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  hash BLOB NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  last_used_at INTEGER,
  revoked_at INTEGER
) STRICT;

CREATE TABLE webhook (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  filter TEXT,
  secret TEXT NOT NULL,
  token_id INTEGER REFERENCES token ON DELETE CASCADE,
  delivered_revision INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER,
  disabled_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;

-- Answers to writes by their Idempotency-Key, for a day.
CREATE TABLE idempotency_key (
  token_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  status INTEGER NOT NULL,
  answer TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (token_id, key)
) STRICT, WITHOUT ROWID;

-- Derived: the words by which records are found. The row's number is the record's, plus its kind
-- times 2^40: conference 1, series 2, session 3, speaker 4, track 5, topic 6, venue 7. It keeps no
-- text: whoever changes a record takes its old words out before and puts its new ones in after.
CREATE VIRTUAL TABLE search USING fts5 (
  name, other_names, about, people, place, content = '',
  tokenize = "unicode61 remove_diacritics 2", prefix = '2 3', columnsize = 0);
-- How many bytes of words it gathers before it writes them: few large pieces need little merging.
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);
CREATE VIRTUAL TABLE search_word USING fts5vocab (search, row);

CREATE TRIGGER source_gone AFTER DELETE ON source BEGIN
  DELETE FROM link WHERE owner_kind = 'source' AND owner_id = old.id;
  DELETE FROM external_id WHERE owner_kind = 'source' AND owner_id = old.id;
END;
CREATE TRIGGER series_gone AFTER DELETE ON series BEGIN
  DELETE FROM link WHERE owner_kind = 'series' AND owner_id = old.id;
  DELETE FROM attribution WHERE owner_kind = 'series' AND owner_id = old.id;
  DELETE FROM data_issue WHERE owner_kind = 'series' AND owner_id = old.id;
  DELETE FROM external_id WHERE owner_kind = 'series' AND owner_id = old.id;
  DELETE FROM statement WHERE owner_kind = 'series' AND owner_id = old.id;
END;
CREATE TRIGGER conference_gone AFTER DELETE ON conference BEGIN
  DELETE FROM link WHERE owner_kind = 'conference' AND owner_id = old.id;
  DELETE FROM attribution WHERE owner_kind = 'conference' AND owner_id = old.id;
  DELETE FROM data_issue WHERE owner_kind = 'conference' AND owner_id = old.id;
  DELETE FROM external_id WHERE owner_kind = 'conference' AND owner_id = old.id;
  DELETE FROM statement WHERE owner_kind = 'conference' AND owner_id = old.id;
END;
CREATE TRIGGER session_gone AFTER DELETE ON session BEGIN
  DELETE FROM link WHERE owner_kind = 'session' AND owner_id = old.id;
  DELETE FROM attribution WHERE owner_kind = 'session' AND owner_id = old.id;
  DELETE FROM data_issue WHERE owner_kind = 'session' AND owner_id = old.id;
  DELETE FROM external_id WHERE owner_kind = 'session' AND owner_id = old.id;
  DELETE FROM statement WHERE owner_kind = 'session' AND owner_id = old.id;
END;
CREATE TRIGGER speaker_gone AFTER DELETE ON speaker BEGIN
  DELETE FROM link WHERE owner_kind = 'speaker' AND owner_id = old.id;
  DELETE FROM attribution WHERE owner_kind = 'speaker' AND owner_id = old.id;
  DELETE FROM external_id WHERE owner_kind = 'speaker' AND owner_id = old.id;
  DELETE FROM statement WHERE owner_kind = 'speaker' AND owner_id = old.id;
END;
CREATE TRIGGER deadline_gone AFTER DELETE ON deadline BEGIN
  DELETE FROM attribution WHERE owner_kind = 'deadline' AND owner_id = old.id;
  DELETE FROM external_id WHERE owner_kind = 'deadline' AND owner_id = old.id;
END;
CREATE TRIGGER track_gone AFTER DELETE ON track BEGIN
  DELETE FROM external_id WHERE owner_kind = 'track' AND owner_id = old.id;
  DELETE FROM statement WHERE owner_kind = 'track' AND owner_id = old.id;
END;
CREATE TRIGGER room_gone AFTER DELETE ON room BEGIN
  DELETE FROM external_id WHERE owner_kind = 'room' AND owner_id = old.id;
  DELETE FROM statement WHERE owner_kind = 'room' AND owner_id = old.id;
END;
