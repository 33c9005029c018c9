import CatalogForm
import CatalogModel
import JSON
import SQLite

/// Finds errors in a record beyond the types of its members: references to records that do not
/// exist or belong to another conference, times that end before they start, unknown time zones and
/// countries.
struct RecordReview {
  private(set) var mistakes: [InputMistake] = []
  private let kind: RecordKind
  private let object: JSONObject
  private let connection: Connection
  /// Records of the same request, to which this one may refer.
  private let known: Set<RecordName>
  /// Number of references for which to look for similar IDs: each takes a millisecond, and other
  /// writers wait.
  private var suggestionsLeft: Int
  private static let suggestions = 20

  /// `earlier` is the number of errors that the request has already.
  init(
    _ kind: RecordKind, _ slug: String, _ object: JSONObject, _ connection: Connection,
    known: Set<RecordName> = [], earlier: Int = 0
  ) throws {
    suggestionsLeft = Self.suggestions - earlier
    self.kind = kind
    self.object = object
    self.connection = connection
    self.known = known
    // The decoder has reported such a list; to look up all its references would take long.
    let isEndless = object.members.contains { ($0.value.array?.count ?? 0) > Bounds.elements }
    if isEndless { return }
    try reviewReferences(slug)
    try reviewOwner(slug)
    reviewTimes()
    reviewDeadlines()
    reviewPlaces()
    reviewAddresses()
  }

  private mutating func reviewReferences(_ own: String) throws {
    let conference = kind == .conference ? own : object["conference"]?.string
    for references in RecordReferences.of(kind) {
      for (pointer, slug) in references.slugs(in: object) where !slug.isEmpty {
        if references.kind == kind, slug == own {
          report(pointer, slug, "contradiction", "a record other than this one")
          continue
        }
        if known.contains(RecordName(kind: references.kind, slug: slug)) { continue }
        guard let owner = try owner(references.kind, slug) else {
          try reportUnknown(references.kind, slug, pointer)
          continue
        }
        if let name = owner.conference, name != conference, conference != nil {
          report(
            pointer, slug, "contradiction",
            "a \(references.kind.rawValue) of the conference \(conference ?? ""); this one belongs"
              + " to \(name)")
        }
      }
    }
  }

  /// A track, room or session must stay in its conference.
  private mutating func reviewOwner(_ slug: String) throws {
    guard [.track, .room, .session].contains(kind), let named = object["conference"]?.string,
      let owner = try owner(kind, slug)?.conference, owner != named
    else { return }
    report(
      "/conference", named, "contradiction", "\(owner), the conference to which the record belongs")
  }

  /// Returns the conference of a track, room or session, and a tuple with `nil` for other kinds;
  /// `nil` if there is no such record.
  private func owner(
    _ kind: RecordKind, _ slug: String
  ) throws -> (conference: String?, Void)? {
    let belongs = [.track, .room, .session].contains(kind)
    let conference = "(SELECT slug FROM conference WHERE conference.id = conference_id)"
    return try connection.first(
      "SELECT \(belongs ? conference : "NULL") FROM \(kind.rawValue) WHERE slug = ?1", slug
    ) { ($0.textOrNil(0), ()) }
  }

  private mutating func reportUnknown(_ kind: RecordKind, _ slug: String, _ pointer: String) throws
  {
    suggestionsLeft -= 1
    let like =
      suggestionsLeft < 0
      ? [] : try CatalogReader(writing: connection).names.slugs(kind, like: slug)
    let name = kind.rawValue.replacing("_", with: " ")
    report(
      pointer, slug, "unknown-reference", "the ID of an existing \(name)",
      suggestion: Suggestion.nearest(to: slug, among: like, limit: 1).first)
  }

  private mutating func reviewTimes() {
    if let start = object["starts_at"]?.string.flatMap({ Instant.parse(rfc3339: $0) }),
      let end = object["ends_at"]?.string, let parsed = Instant.parse(rfc3339: end),
      parsed.0 < start.0
    {
      report("/ends_at", end, "contradiction", "a time at or after starts_at")
    }
    // The decoder checks the time zone of a conference.
    if kind != .conference, let zone = object["time_zone"]?.string,
      (try? TimeZoneRules(named: zone)) == nil
    {
      report(
        "/time_zone", zone, "invalid-value", "an IANA zone name such as America/New_York",
        suggestion: TimeZoneRules.suggestion(for: zone))
    }
  }

  /// Checks deadlines: a text that starts with digits must be a date or time that exists; other
  /// text is accepted ("mid May 2027").
  private mutating func reviewDeadlines() {
    var ids = Set<String>()
    for (index, deadline) in (object["deadlines"]?.array ?? []).enumerated() {
      if let text = deadline["id"]?.string,
        !ids.insert(Deadline.parts(ofPublicID: text)?.id ?? text).inserted
      {
        report(
          "/deadlines/\(index)/id", text, "contradiction",
          "an ID that no other deadline of the conference has")
      }
      if let local = deadline["local"]?.string, local.prefix(4).allSatisfy(\.isNumber),
        local.count > 4, PublishedTime(local) == nil
      {
        report(
          "/deadlines/\(index)/local", local, "invalid-value",
          "a date or time that exists, such as 2026-01-28 23:59:59, or words")
      }
      if let zone = deadline["time_zone_declared"]?.string, DeclaredZone(zone) == nil {
        report(
          "/deadlines/\(index)/time_zone_declared", zone, "invalid-value",
          "AoE, an offset such as UTC-8, or an IANA zone name")
      }
    }
  }

  private mutating func reviewPlaces() {
    var countries = RecordReferences.walk(.object(object), ["locations", "*", "country"])
    if let country = object["country"] { countries.append(("/country", country)) }
    for (pointer, value) in countries {
      guard let code = value.string, !CountryCodes.all.contains(code) else { continue }
      report(
        pointer, code, "unknown-reference", "a country by its code of two capital letters",
        suggestion: CountryCodes.all.contains(code.uppercased()) ? code.uppercased() : nil)
    }
  }

  private mutating func reviewAddresses() {
    let paths: [ArraySlice<String>] = [
      ["website"], ["links", "*", "url"], ["locations", "*", "url"],
    ]
    for (pointer, value) in paths.flatMap({ RecordReferences.walk(.object(object), $0) }) {
      guard let address = value.string, !WebAddress.isAllowed(address) else { continue }
      report(pointer, address, "invalid-value", WebAddress.expectation)
    }
  }

  private mutating func report(
    _ pointer: String, _ value: String, _ code: String, _ expected: String,
    suggestion: String? = nil
  ) {
    mistakes.append(
      InputMistake(
        pointer, ObjectReader.text(.string(String(value.prefix(80)))), code, expected,
        suggestion: suggestion))
  }
}
