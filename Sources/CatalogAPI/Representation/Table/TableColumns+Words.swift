import Catalog
import CatalogForm
import CatalogModel

/// Columns that only `fields` selects, and columns of HTML pages: facts combined for reading.
extension TableColumn {
  static func displayText(_ kind: RecordKind) -> [TableColumn] {
    words(kind) + local(kind) + issues(kind)
  }

  /// Returns the column with contradictions between sources, for the kinds that have them.
  private static func issues(_ kind: RecordKind) -> [TableColumn] {
    guard [.conference, .series, .session].contains(kind) else { return [] }
    return [
      TableColumn(name: "data_issues") { entry, _ in
        let issues: [DataIssue] =
          switch entry.record {
          case .conference(let conference): conference.dataIssues
          case .series(let series): series.dataIssues
          case .session(let session): session.dataIssues
          default: []
          }
        return TableCell(issues.map { "\($0.field): \($0.displayText)" })
      }
    ]
  }

  /// Returns the columns with times in the requested zone, as in JSON.
  static func local(_ kind: RecordKind?) -> [TableColumn] {
    func column(
      _ name: String, _ instant: @escaping @Sendable (Record) -> Instant?
    ) -> TableColumn {
      TableColumn(name: name) { entry, _ in
        guard let zone = entry.localZone, let instant = instant(entry.record) else { return .empty }
        return .text(instant.formatted(offset: zone.offset(at: instant)))
      }
    }
    switch kind {
    case .deadline:
      return [
        column("at_local") {
          if case .deadline(let deadline) = $0 { deadline.moment.at } else { nil }
        }
      ]
    case .session:
      return [
        column("starts_at_local") {
          if case .session(let session) = $0 { session.startsAt?.instant } else { nil }
        },
        column("ends_at_local") {
          if case .session(let session) = $0 { session.endsAt?.instant } else { nil }
        },
      ]
    default: return []
    }
  }

  private static func words(_ kind: RecordKind) -> [TableColumn] {
    switch kind {
    case .conference:
      [
        TableColumn(name: "title") { entry, _ in .text(entry.title) },
        TableColumn(name: "when") { entry, _ in
          guard case .conference(let conference) = entry.record else { return .empty }
          return TableCell(conference.dates?.displayText)
        },
        TableColumn(name: "where") { entry, _ in
          guard case .conference(let conference) = entry.record else { return .empty }
          return TableCell(conference.placeInWords)
        },
        TableColumn(name: "similarity") { entry, _ in TableCell(entry.similarity?.rounded) },
        TableColumn(name: "shared_topics") { entry, _ in TableCell(entry.similarity?.topics) },
      ]
    case .deadline:
      [
        TableColumn(name: "what") { entry, _ in
          guard case .deadline(let deadline) = entry.record else { return .empty }
          return .text(deadline.labelInWords)
        },
        TableColumn(name: "when") { entry, _ in
          guard case .deadline(let deadline) = entry.record else { return .empty }
          return .text(deadline.timeInWords)
        },
      ]
    case .session:
      [
        TableColumn(name: "when") { entry, _ in
          guard case .session(let session) = entry.record else { return .empty }
          return TableCell(session.timeInWords)
        },
        TableColumn(name: "time") { entry, _ in
          guard case .session(let session) = entry.record else { return .empty }
          return TableCell(session.clockInWords)
        },
      ]
    default: []
    }
  }

  /// Returns the few most important columns, for an HTML page that does not select any.
  static func brief(of kind: RecordKind?) -> [String] {
    switch kind {
    case .conference: ["title", "when", "where", "topics", "format"]
    case .deadline: ["conference", "what", "when", "at_utc", "declared_status"]
    case .session: ["when", "title", "kind", "speakers", "room_name", "track_name", "conference"]
    case .track: ["name", "conference", "topics", "session_count"]
    case .series: ["name", "acronym", "topics", "rankings", "website"]
    case .speaker: ["name", "affiliation"]
    case .topic: ["label", "definition", "broader", "narrower", "conference_count"]
    case .audience: ["label", "aliases"]
    case .recommendation: ["audience", "as_named", "series", "conference", "reason", "source"]
    case .guideItem: ["kind", "title", "text"]
    case .source: ["title", "publisher", "website", "licence"]
    case .venue: ["name", "address", "city", "country"]
    case .place: ["name", "kind", "region", "country"]
    case .room: ["name", "capacity", "conference"]
    case nil: ["type", "title", "conference", "topics"]
    }
  }
}

extension Day {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let weekdays = [
    "Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday",
  ]

  /// For example "4 Sep 2026".
  var displayText: String {
    let (year, month, day) = components
    return "\(day) \(Self.months[month - 1]) \(year)"
  }

  /// For example "Friday, 4 Sep 2026".
  var inWordsWithWeekday: String { "\(Self.weekdays[((number % 7) + 7) % 7]), \(displayText)" }

  /// For example "Fri 4 Sep".
  var inWordsWithoutYear: String {
    "\(inWordsWithWeekday.prefix(3)) \(displayText.dropLast(5))"
  }

  /// Returns a range of days: "27–29 Apr 2026" or "31 Aug – 4 Sep 2026".
  static func span(_ first: Day, _ last: Day) -> String {
    let (year, month, day) = first.components
    let end = last.components
    if first >= last { return first.displayText }
    if (year, month) == (end.year, end.month) { return "\(day)–\(last.displayText)" }
    if year == end.year { return "\(day) \(months[month - 1]) – \(last.displayText)" }
    return "\(first.displayText) – \(last.displayText)"
  }
}

extension EventDates {
  /// Exact days in a uniform format, or vague dates as published.
  var displayText: String? {
    if let start, let end { return Day.span(start, end) }
    if let start, endLatest == nil { return "from \(start.displayText)" }
    return text ?? edtf
  }
}

extension Session {
  /// The time in the zone in which it was published: "8 Dec 2023, 09:30–10:30 (+08:00)".
  var timeInWords: String? {
    guard let startsAt, let clockInWords else { return nil }
    return "\(startsAt.instant.day(offset: startsAt.offset).displayText), \(clockInWords)"
  }

  /// The time of day, for example "09:30–10:30 (+08:00)".
  var clockInWords: String? {
    guard let startsAt else { return nil }
    let text = startsAt.instant.formatted(offset: startsAt.offset)
    let end = endsAt.map { $0.instant.formatted(offset: startsAt.offset).dropFirst(11).prefix(5) }
    let offset = text.hasSuffix("+00:00") ? "UTC" : text.suffix(6)
    return "\(text.dropFirst(11).prefix(5))\(end.map { "–\($0)" } ?? "") (\(offset))"
  }
}
