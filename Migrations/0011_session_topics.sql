-- The topics of a session without a view inside the view: SQLite would make that for every
-- conference to answer for one session.
DROP VIEW session_effective_topic;
CREATE VIEW session_effective_topic (session_id, topic_id, origin, place) AS
  SELECT session_id, topic_id, CASE derived WHEN 0 THEN 'own' ELSE 'title' END, position
  FROM session_topic
  UNION ALL
  SELECT session.id, topic.topic_id, 'track', topic.position
  FROM session JOIN track_topic AS topic ON topic.track_id = session.track_id
  WHERE NOT EXISTS (
    SELECT 1 FROM session_topic AS own
    WHERE own.session_id = session.id AND own.topic_id = topic.topic_id AND NOT derived)
  UNION ALL
  SELECT session.id, topic.topic_id, 'conference', topic.position
  FROM session JOIN conference_topic AS topic ON topic.conference_id = topic_scope
  UNION ALL
  SELECT session.id, topic.topic_id, 'conference', membership.position * 2000 + topic.position
  FROM session JOIN conference_series AS membership ON membership.conference_id = topic_scope
  JOIN series ON series.id = membership.series_id AND series.kind = 'recurring'
  JOIN series_topic AS topic ON topic.series_id = series.id
  UNION ALL
  SELECT session.id, topic.topic_id, 'conference',
    membership.position * 2000 + 1000 + topic.position
  FROM session JOIN conference_series AS membership ON membership.conference_id = topic_scope
  JOIN series ON series.id = membership.series_id
  JOIN series AS parent ON parent.id = series.parent_id AND parent.kind = 'recurring'
  JOIN series_topic AS topic ON topic.series_id = parent.id;
