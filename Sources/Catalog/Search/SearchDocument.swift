import CatalogModel

/// The search text of each kind of record, as SQL over one row.
///
/// The columns are those of the table `search`: the name, other names, the subject, the people, the
/// place and the labels of the topics.
enum SearchDocument: Int64, CaseIterable {
  case conference = 1
  case series = 2
  case session = 3
  case speaker = 4
  case track = 5
  case topic = 6
  case venue = 7
  case guideItem = 8
  case recommendation = 9

  /// The columns of the table `search`.
  static let columns = ["name", "other_names", "about", "people", "place", "topics"]
  static let columnList = columns.joined(separator: ", ")

  /// The number to add to a record's row ID to get its row in `search`.
  var base: Int64 { rawValue << 40 }

  /// The range of its rows in `search`.
  var numbers: ClosedRange<Int64> { base...(base + (1 << 40 - 1)) }

  /// The column with the record's name.
  var nameColumn: String {
    switch self {
    case .session, .guideItem: "title"
    case .topic: "label"
    case .recommendation: "coalesce(as_named, '')"
    default: "name"
    }
  }

  /// Splits a row of `search` into kind and row ID; `nil` if no kind has the row.
  static func parts(of number: Int64) -> (kind: SearchDocument, id: Int64)? {
    SearchDocument(rawValue: number >> 40).map { ($0, number & (1 << 40 - 1)) }
  }

  /// A query for the search text of the record with the row ID `?1`.
  var sql: String { "SELECT \(base) + id, \(columns) FROM \(table) AS it WHERE id = ?1" }

  /// Ends each name, label or sentence of a column of `shown`: a line feed.
  static let divider: UInt8 = 0x0a

  /// A query for the texts of a record for people: without spelling variants and additions that
  /// serve only the search.
  var shown: String {
    let columns = columns.replacing(Self.editionNames, with: Self.seriesNames)
      .replacing("slug || ' ' || ", with: "").replacing(Self.guideKinds, with: "''")
      .replacing("' '", with: "char(\(Self.divider))")
    return "SELECT \(base) + id, \(columns) FROM \(table) AS it WHERE id = ?1"
  }

  /// A query for the search texts of all records.
  var allRows: String { "SELECT \(base) + id, \(columns) FROM \(table) AS it" }

  /// The table of the records.
  var table: String { kind.rawValue }

  var kind: RecordKind {
    switch self {
    case .conference: .conference
    case .series: .series
    case .session: .session
    case .speaker: .speaker
    case .track: .track
    case .topic: .topic
    case .venue: .venue
    case .guideItem: .guideItem
    case .recommendation: .recommendation
    }
  }

  /// Creates the document of a kind of record; fails if the kind is not in the full-text index.
  init?(_ kind: RecordKind) {
    guard let document = Self.allCases.first(where: { $0.kind == kind }) else { return nil }
    self = document
  }

  private var columns: String {
    switch self {
    case .conference:
      """
      name, slug || ' ' || coalesce((
        SELECT group_concat(full_name, ' ') FROM conference_series
        JOIN series ON series.id = series_id WHERE conference_id = it.id), '')
        || ' ' || coalesce(\(Self.editionNames), ''),
      coalesce(theme, '') || ' ' || coalesce(tagline, '') || ' ' || coalesce(summary, ''),
      coalesce(organizer, ''), \(Self.places("conference")), \(Self.topics("conference"))
      """
    case .series:
      """
      name, slug || ' ' || coalesce(full_name, '') || ' ' || coalesce((
        SELECT group_concat(alias, ' ') FROM series_alias WHERE series_id = it.id), ''),
      coalesce(summary, ''), coalesce(organizer, ''), \(Self.places("series")),
      \(Self.topics("series"))
      """
    case .session:
      """
      title, kind || ' ' || coalesce((
        SELECT coalesce(acronym, name) FROM conference WHERE id = it.conference_id), ''),
      coalesce((SELECT name FROM track WHERE id = it.track_id), ''),
      coalesce((SELECT group_concat(name, ' ') FROM session_speaker
        JOIN speaker ON speaker.id = speaker_id WHERE session_id = it.id), ''),
      coalesce((SELECT name FROM room WHERE id = it.room_id), ''), ''
      """
    case .speaker: "name, '', coalesce(affiliation, ''), '', '', ''"
    case .track:
      """
      name, coalesce((SELECT group_concat(alias, ' ') FROM track_alias WHERE track_id = it.id), ''),
      '', '', '', \(Self.topics("track"))
      """
    case .topic:
      """
      label, coalesce((SELECT group_concat(label, ' ') FROM topic_label WHERE topic_id = it.id), ''),
      coalesce(definition, ''), '', '', ''
      """
    case .venue: "name, '', '', '', coalesce(address, '') || ' ' || coalesce(city, ''), ''"
    case .guideItem:
      """
      title, \(Self.guideKinds), coalesce(text, ''), '', '', ''
      """
    case .recommendation: "coalesce(as_named, ''), '', coalesce(reason, ''), '', '', ''"
    }
  }

  /// The questions that a kind of guide item answers, as people ask them.
  private static let guideKinds = """
    CASE kind WHEN 'why' THEN 'why attend a conference' WHEN 'expect' THEN 'what to expect'
      WHEN 'choose' THEN 'how to choose a conference' WHEN 'tip' THEN 'tips' ELSE kind END
    """

  /// The acronym, the year and the aliases of a conference's series.
  private static let seriesNames = """
    (coalesce(acronym || ifnull(char(32) || year, ''), '') || ' ' || coalesce((
      SELECT group_concat(alias, ' ') FROM conference_series
      JOIN series_alias ON series_alias.series_id = conference_series.series_id
      WHERE conference_id = it.id), ''))
    """

  /// A conference by its acronym and each name of its series, alone and with the year in all common
  /// spellings: "ICLR 2027", "ICLR 27", "ICLR2027", "ICLR27".
  private static let editionNames = """
    (SELECT group_concat(CASE WHEN it.year IS NULL THEN name ELSE name || ' ' || it.year || ' '
        || name || ' ' || substr(it.year, 3) || CASE WHEN instr(name, ' ') THEN '' ELSE ' ' || name
        || it.year || ' ' || name || substr(it.year, 3) END END, ' ')
      FROM (SELECT it.acronym AS name
        UNION SELECT series.slug FROM conference_series JOIN series ON series.id = series_id
          WHERE conference_id = it.id
        UNION SELECT series.name FROM conference_series JOIN series ON series.id = series_id
          WHERE conference_id = it.id
        UNION SELECT alias FROM conference_series
          JOIN series_alias ON series_alias.series_id = conference_series.series_id
          WHERE conference_id = it.id))
    """

  /// Returns all labels of the topics of a record.
  private static func topics(_ owner: String) -> String {
    """
    coalesce((SELECT group_concat(label, ' ') FROM \(owner)_topic
      JOIN topic_label ON topic_label.topic_id = \(owner)_topic.topic_id
      WHERE \(owner)_id = it.id), '')
    """
  }

  /// Returns the locations of a record, with all names that the gazetteer has for them.
  private static func places(_ owner: String) -> String {
    """
    coalesce((SELECT group_concat(coalesce(location.text, '') || ' ' || coalesce(venue, '') || ' '
        || coalesce(city, '') || ' ' || coalesce((
          SELECT group_concat(label, ' ') FROM place JOIN place_label ON place_id = place.id
          WHERE (kind = 'country' AND place.country = location.country)
            OR (kind = 'region' AND place.country = location.country
              AND place.region = location.region)
            OR (kind = 'city' AND place.country = location.country AND place.id IN (
              SELECT place_id FROM place_label WHERE folded = location.city_folded))), ''), ' ')
      FROM location WHERE \(owner)_id = it.id), '')
    """
  }
}
