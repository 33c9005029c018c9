import Catalog
import CatalogModel

/// Collects what one source holds; confined to the reading of that source.
final class BatchBuilder {
  private(set) var batch: ImportBatch
  /// The system and scope of the source's identifiers.
  let system: String
  var scope: String
  /// The file that is being read, for problems.
  var file: String
  private struct Space: Hashable {
    var kind: ExternalID.Kind
    var scope: String
  }
  private var slugs: [ExternalID.Kind: UniqueNames] = [:]
  private var identities: [Space: UniqueNames] = [:]
  /// Where the record of an identifier stands in the document, or will be put next.
  private var conferences: [String: Int] = [:]
  private var sessions: [String: (slug: String, index: Int)] = [:]
  private var seriesPlaces: [String: Int] = [:]
  private var editionPlaces: [String: Int] = [:]
  private var topicSlugs: Set<String> = []
  private var zones: [String: TimeZoneRules?] = [:]
  /// How many more days the recurrence rules of calendars may look at.
  var recurrenceSteps = 2_000_000

  /// Names the source of a programme, which has none but its conference.
  func sourceIfNone(_ slug: String, title: String) {
    if batch.source == nil { batch.source = Source(id: SlugText.make([slug]), title: title) }
  }

  /// What the source of a programme of this system is called behind the conference.
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

  /// Records of the catalog itself have no source but their own.
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

  /// A source with more problems is something else, and refused; the first are still told.
  static let maximumProblems = 100_000

  func add(_ problem: ImportProblem) {
    guard batch.problems.count < Self.maximumProblems else {
      if batch.problems.count == Self.maximumProblems {
        batch.problems.append(
          ImportProblem(
            .refused, file: file, reason: "has more than \(Self.maximumProblems) problems"))
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

  /// Makes the batch one of the catalog's own form, which only adds.
  func addsOnly() {
    batch.source = nil
    batch.addsOnly = true
  }

  /// Reports what was assumed of a value that the file leaves open.
  func assume(_ reason: String, line: Int? = nil, value: String? = nil) {
    problem(.assumption, reason, line: line, value: value)
  }

  /// A file that is most likely the whole programme of a conference.
  func seemsToComplete(_ conference: String) {
    batch.isSurelyWhole = false
    completes(conference)
  }

  func completes(_ conference: String) {
    if !batch.completeProgrammes.contains(conference) {
      batch.completeProgrammes.append(conference)
    }
  }

  /// Notes how the source calls a record; an empty value is none.
  ///
  /// One identity is never two records': what a source calls alike gets "#2" and so on, in its order.
  func identify(_ kind: ExternalID.Kind, _ slug: String, as value: String?) {
    guard let value, !value.isEmpty else { return }
    if kind == .conference { conferences[value] = document.conferences.count }
    if kind == .session, sessions[value] == nil {
      sessions[value] = (slug, document.sessions.count)
    }
    let space = Space(kind: kind, scope: scope)
    let unique = identities[space, default: UniqueNames()].take(value, separator: "#")
    batch.externalIDs.append(
      ExternalID(kind: kind, slug: slug, system: system, scope: scope, value: unique))
  }

  /// A slug that nothing of its kind has in this batch, made of texts joined by hyphens.
  ///
  /// Where the texts are taken, "-2", "-3" and so on follows: texts should be the source's own
  /// identifiers, so that the slug stays the same when the source grows.
  func slug(_ kind: ExternalID.Kind, _ texts: String...) -> String {
    slugs[kind, default: UniqueNames()].take(SlugText.make(texts), separator: "-")
  }

  /// Where the series with this slug stands in the document, once it has been put there.
  func place(ofSeries slug: String) -> Int? {
    if let place = seriesPlaces[slug] { return place }
    seriesPlaces[slug] = document.series.count
    return nil
  }

  /// Where an edition with this key stands in the document, once it has been put there.
  func place(ofEdition key: String) -> Int? {
    if let place = editionPlaces[key] { return place }
    editionPlaces[key] = document.conferences.count
    return nil
  }

  /// Takes back how the source calls a record that is not put into the document.
  func forget(_ kind: ExternalID.Kind, _ slug: String) {
    batch.externalIDs.removeAll { $0.kind == kind && $0.slug == slug }
    if kind == .conference {
      conferences = conferences.filter { $0.value < document.conferences.count }
    }
  }

  /// Whether the topic has not been put into the document yet.
  func isNew(topic slug: String) -> Bool { topicSlugs.insert(slug).inserted }

  /// Where the conference that was read under this identifier stands in the document.
  func conference(identifiedAs value: String) -> Int? { conferences[value] }

  /// The first session that was read under this identifier.
  func session(identifiedAs value: String) -> (slug: String, index: Int)? { sessions[value] }

  func has(_ kind: ExternalID.Kind, slug: String) -> Bool {
    slugs[kind]?.contains(slug) ?? false
  }

  /// The rules of an IANA zone, read once; nil where there is none of that name.
  func zone(_ name: String) -> TimeZoneRules? {
    if let known = zones[name] { return known }
    let rules = try? TimeZoneRules(named: name)
    zones[name] = rules
    return rules
  }
}
