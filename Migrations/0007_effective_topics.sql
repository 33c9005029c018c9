-- What conferences and sessions have of their own, and what they inherit.

-- The series from which a conference inherits, in order: its own, each with the series above it. An
-- umbrella covers events of different topics, so nothing is inherited from one.
CREATE VIEW conference_lineage (conference_id, series_id, place) AS
  SELECT conference_id, series_id, position * 2 FROM conference_series
  JOIN series ON series.id = series_id WHERE series.kind = 'recurring'
  UNION ALL
  SELECT conference_id, parent.id, position * 2 + 1 FROM conference_series
  JOIN series ON series.id = series_id
  JOIN series AS parent ON parent.id = series.parent_id WHERE parent.kind = 'recurring';

-- Every topic of a conference, with its origin: 'own' or 'series'.
CREATE VIEW conference_effective_topic (conference_id, topic_id, origin, place) AS
  SELECT conference_id, topic_id, 'own', position FROM conference_topic
  UNION ALL
  SELECT lineage.conference_id, series_topic.topic_id, 'series', place * 1000 + position
  FROM conference_lineage AS lineage JOIN series_topic USING (series_id)
  WHERE NOT EXISTS (
    SELECT 1 FROM conference_topic AS own
    WHERE own.conference_id = lineage.conference_id AND own.topic_id = series_topic.topic_id);

-- Every audience of a conference, with its origin: 'own', or 'recommended' if the conference or a
-- series of its lineage is recommended to the audience.
CREATE VIEW conference_effective_audience (conference_id, audience_id, origin, place) AS
  SELECT conference_id, audience_id, 'own', position FROM conference_audience
  UNION ALL
  SELECT advised.conference_id, advised.audience_id, 'recommended', advised.place
  FROM (
    SELECT lineage.conference_id, audience_id, position AS place
    FROM conference_lineage AS lineage JOIN recommendation USING (series_id)
    UNION ALL
    SELECT conference_id, audience_id, position FROM recommendation
    WHERE conference_id IS NOT NULL) AS advised
  WHERE NOT EXISTS (
    SELECT 1 FROM conference_audience AS own
    WHERE own.conference_id = advised.conference_id AND own.audience_id = advised.audience_id);

-- Every topic of a session, with its origin: 'own', 'title' and 'track', or 'conference' if it has
-- no own topic and none of a track.
CREATE VIEW session_effective_topic (session_id, topic_id, origin, place) AS
  SELECT session_id, topic_id, CASE derived WHEN 0 THEN 'own' ELSE 'title' END, position
  FROM session_topic
  UNION ALL
  SELECT session.id, track_topic.topic_id, 'track', track_topic.position
  FROM session JOIN track_topic ON track_topic.track_id = session.track_id
  WHERE NOT EXISTS (
    SELECT 1 FROM session_topic AS own
    WHERE own.session_id = session.id AND own.topic_id = track_topic.topic_id
      AND NOT derived)
  UNION ALL
  SELECT session.id, topic.topic_id, 'conference', topic.place
  FROM session JOIN conference_effective_topic AS topic ON topic.conference_id = topic_scope;

-- The filter index of a catalog that was written before: what is inherited is added.
INSERT OR IGNORE INTO filing (filter, value, sort_start, slug, filter_end, conference_id)
  SELECT pair.filter, pair.value, conference.sort_start, conference.slug, conference.filter_end,
    conference.id
  FROM (
    SELECT conference_id, 'topic' AS filter, topic.slug AS value
    FROM conference_effective_topic AS effective
    JOIN topic_descendant ON descendant_id = effective.topic_id
    JOIN topic ON topic.id = topic_descendant.topic_id WHERE origin = 'series'
    UNION ALL
    SELECT conference_id, 'topic.exact', slug FROM conference_effective_topic
    JOIN topic ON topic.id = topic_id WHERE origin = 'series'
    UNION ALL
    SELECT conference_id, 'audience', slug FROM conference_effective_audience
    JOIN audience ON audience.id = audience_id WHERE origin = 'recommended'
    UNION ALL
    SELECT conference_id, 'session_kind', kind FROM conference_session_kind) AS pair
  JOIN conference ON conference.id = pair.conference_id;

-- `topic_scope` is the track whenever that has topics, also beside topics of the session's own.
UPDATE session SET topic_scope = -track_id
  WHERE topic_scope IS NULL AND EXISTS (
    SELECT 1 FROM track_topic WHERE track_topic.track_id = session.track_id);
