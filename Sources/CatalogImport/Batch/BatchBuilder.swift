import CatalogForm
import CatalogModel

/// Collects the records and problems of one input file; not thread-safe.
final class BatchBuilder {
  private(set) var batch: ImportBatch
  /// The system and scope of the external IDs in the file.
  let system: String
  var scope: String
  var file: String
  private struct Space: Hashable {
    var kind: RecordKind
    var scope: String
  }
  private var slugs: [RecordKind: UniqueNames] = [:]
  private var identities: [Space: UniqueNames] = [:]
  /// The index of the record of each external ID in the document.
  private var conferences: [String: Int] = [:]
  private var sessions: [String: (slug: String, index: Int)] = [:]
  private var seriesPlaces: [String: Int] = [:]
  private var editionPlaces: [String: Int] = [:]
  private var topicSlugs: Set<String> = []
  private var zones: [String: TimeZoneRules?] = [:]
  /// The remaining number of days that the recurrence rules of calendars may examine.
  var recurrenceSteps = 2_000_000

  /// Sets the source of a programme whose format has no known source.
  func sourceIfNone(_ slug: String, title: String) {
    if batch.source == nil { batch.source = Source(id: SlugText.make([slug]), title: title) }
  }

  /// The suffix of the source ID of a programme, after the ID of the conference.
  var sourceKind: String {
    switch system {
    case "frab", "pretalx": "schedule"
    case "mini-conf", "acl": "miniconf"
    default: system
    }
  }

  init(source: Source?, origin: String, system: String, scope: String) {
    batch = ImportBatch(source: source, origin: origin)
    self.system = system
    self.scope = scope
    file = origin
  }

  /// Removes the source, for records of the catalog itself.
  func dropSource() { batch.source = nil }

  var document: CatalogDocument {
    get { batch.document }
    _modify { yield &batch.document }
  }

  var origin: String { batch.origin }

  var attributions: [Attribution] { batch.source.map { [Attribution(all: $0.id)] } ?? [] }

  func count(_ kind: String, _ number: Int = 1) {
    batch.counts[kind, default: 0] += number
  }

  func countValue(_ number: Int = 1) { batch.valueCount += number }

  /// Maximum number of problems; a file with more is refused.
  static let maximumProblems = 100_000

  func add(_ problem: ImportProblem) {
    guard batch.problems.count < Self.maximumProblems else {
      if batch.problems.count == Self.maximumProblems {
        batch.problems.append(
          ImportProblem(
            .refused, file: file,
            reason: "has more than \(Self.maximumProblems) problems; is it in another format?"))
      }
      return
    }
    batch.problems.append(problem)
  }

  func problem(
    _ severity: ImportProblem.Severity, _ reason: String, line: Int? = nil, path: String? = nil,
    value: String? = nil
  ) {
    add(
      ImportProblem(
        severity, file: file, line: line == 0 ? nil : line, path: path, reason: reason, value: value
      ))
  }

  func cancel(_ cancellation: Cancellation) { batch.cancellations.append(cancellation) }

  /// Marks the ID of a conference as stated by the file.
  func states(conference slug: String) { batch.statedConferences.insert(slug) }

  /// Marks the batch as one of the catalog itself, which only adds missing records.
  func addsOnly() {
    batch.source = nil
    batch.addsOnly = true
  }

  /// Makes the batch a table that the catalog has written.
  func isOwnTable() {
    batch.source = nil
    batch.isOwnTable = true
  }

  /// Names a record that the merge adds if the catalog lacks it.
  func name(_ speaker: Speaker) { batch.named.speakers.append(speaker) }

  /// Marks the batch as a response of a catalog that names these records beside its own.
  func isResponse(naming records: CatalogDocument) {
    batch.isResponse = true
    batch.named = records
  }

  /// Adds a conference of which the file states only that it exists, or some of its deadlines.
  ///
  /// `stated` has the members that each of these deadlines states.
  func addConferenceStub(_ conference: Conference, stated: [Set<String>] = []) {
    document.conferences.append(conference)
    batch.deadlineHolders[conference.id] = stated
  }

  /// Reports an assumption about a value whose meaning the file leaves open.
  func assume(_ reason: String, line: Int? = nil, value: String? = nil) {
    problem(.assumption, reason, line: line, value: value)
  }

  /// Marks the file as a likely complete programme of a conference.
  func addLikelyCompleteProgramme(_ conference: String) {
    batch.isSurelyWhole = false
    completes(conference)
  }

  func completes(_ conference: String) {
    if !batch.completeProgrammes.contains(conference) {
      batch.completeProgrammes.append(conference)
    }
  }

  /// Adds an external ID of a record; ignores an empty one, and a mail address of a person.
  ///
  /// A UID of a calendar, and a name such as "swiftcon@next.app", only resemble an address.
  ///
  /// External IDs are unique: a repeated one gets "#2", "#3" and so on, in the order of the file.
  func addExternalID(_ kind: RecordKind, _ slug: String, as value: String?) {
    guard let value, !value.isEmpty else { return }
    let mayConcernPerson = (kind == .speaker || kind == .session) && system != "ics"
    if mayConcernPerson, MailAddress.occurs(in: value) { return }
    if kind == .conference { conferences[value] = document.conferences.count }
    if kind == .session, sessions[value] == nil {
      sessions[value] = (slug, document.sessions.count)
    }
    let space = Space(kind: kind, scope: scope)
    let unique = identities[space, default: UniqueNames()].makeUnique(value, separator: "#")
    batch.externalIDs.append(
      ExternalID(kind: kind, slug: slug, system: system, scope: scope, value: unique))
  }

  /// Returns a slug that is unique for its kind in this batch, made of texts joined by hyphens.
  ///
  /// If the slug is taken, "-2", "-3" and so on follow. The texts should be the source's own IDs,
  /// so that the slug stays the same when the file grows.
  func slug(_ kind: RecordKind, _ texts: String...) -> String {
    slugs[kind, default: UniqueNames()].makeUnique(SlugText.make(texts), separator: "-")
  }

  /// Returns the index of a series in the document; nil, and reserves the next index, the first
  /// time.
  func index(ofSeries slug: String) -> Int? {
    if let place = seriesPlaces[slug] { return place }
    seriesPlaces[slug] = document.series.count
    return nil
  }

  /// Returns the index of an edition in the document; nil, and reserves the next index, the first
  /// time.
  func index(ofEdition key: String) -> Int? {
    if let place = editionPlaces[key] { return place }
    editionPlaces[key] = document.conferences.count
    return nil
  }

  /// Removes all external IDs, and the mark of a complete programme.
  func forgetIdentities() {
    batch.externalIDs = []
    batch.completeProgrammes = []
  }

  /// Removes the external IDs of a record that is not added to the document.
  func forget(_ kind: RecordKind, _ slug: String) {
    batch.externalIDs.removeAll { $0.kind == kind && $0.slug == slug }
    if kind == .conference {
      conferences = conferences.filter { $0.value < document.conferences.count }
    }
  }

  /// Returns true the first time that it is called for a topic.
  func isNew(topic slug: String) -> Bool { topicSlugs.insert(slug).inserted }

  /// Returns the index of the conference with this external ID in the document.
  func conference(identifiedAs value: String) -> Int? { conferences[value] }

  func session(identifiedAs value: String) -> (slug: String, index: Int)? { sessions[value] }

  func has(_ kind: RecordKind, slug: String) -> Bool {
    slugs[kind]?.contains(slug) ?? false
  }

  /// Returns the rules of an IANA time zone, cached; nil if the zone is unknown.
  func zone(_ name: String) -> TimeZoneRules? {
    if let known = zones[name] { return known }
    let rules = try? TimeZoneRules(named: name)
    zones[name] = rules
    return rules
  }
}
