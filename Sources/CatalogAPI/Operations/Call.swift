import Catalog
import CatalogModel
import HTTP
import JSON

/// One request to an endpoint, on the reader that answers it.
///
/// Confined to the reader's queue.
final class Call {
  let arguments: Arguments
  /// The texts of the path's segments in braces, by their names.
  let captures: [String: String]
  let reader: CatalogReader
  let baseURL: String
  /// The request's path as it was sent.
  let path: String
  let endpoints: [Operation]
  let probes: Probes
  let limits: ResponseLimits
  /// Records of the response so far, and their bytes.
  var recordCount = 0
  var byteCount = 0
  /// The state of the single record that the response shows.
  var recordTag: RecordTag?
  /// False where every answer is another one, and none may be kept.
  var isKept = true
  /// What the answer owes to the clock.
  var filling: Filling
  let started = ContinuousClock.now

  init(
    _ arguments: Arguments, captures: [String: String], reader: CatalogReader, baseURL: String,
    path: String, now: Instant, endpoints: [Operation], probes: Probes,
    limits: ResponseLimits = ResponseLimits()
  ) {
    self.arguments = arguments
    self.captures = captures
    self.reader = reader
    self.baseURL = baseURL
    self.path = path
    self.endpoints = endpoints
    self.probes = probes
    self.limits = limits
    filling = Filling(baseURL: baseURL, now: now)
  }

  /// The clock's whole second.
  var now: Instant { filling.now }

  func capture(_ name: String) -> String { captures[name] ?? "" }

  /// Whether a programme is announced now; nil if the conference is over without a known one.
  func programmeStatus(of conference: Conference) -> String? {
    filling.value(of: conference.programmeStatuses(in: reader.context().zones))
  }

  /// Throws all mistakes of the query, if there are any.
  func checkArguments() throws {
    if !arguments.mistakes.isEmpty {
      throw Problem.badQuery(arguments.mistakes, corrected: arguments.corrected.map { url($0) })
    }
  }

  /// Counts a record of the response; ends a request that is over its time or its size.
  func countRecord(bytes: Int = 0) throws {
    recordCount += 1
    byteCount += bytes
    try reader.checkBudget()
    try limits.check(records: recordCount)
    try limits.check(bytes: byteCount)
  }

  /// The row of the record that a segment of the path names.
  ///
  /// Throws a move where it has another slug, the candidates where several go by that name, and a
  /// 404 that suggests the nearest otherwise.
  func row(_ kind: RecordKind, _ capture: String) throws -> Int64 {
    let slug = kind.slug(ofPublicID: self.capture(capture))
    if let row = try reader.row(kind, slug) { return row }
    let meanings = try otherNames(kind, slug).distinct
    if meanings.count == 1 { throw Moved(to: path(to: kind, meanings[0], instead: capture)) }
    if meanings.count > 1 {
      throw Problem(
        status: .multipleChoices, kind: "several-meanings",
        detail: "\"\(slug)\" names several records of the kind \(kind.rawValue).",
        suggestions: meanings.map { baseURL + path(to: kind, $0, instead: capture) })
    }
    if let deletion = try reader.deletion(of: kind, slug) {
      throw Problem.gone(kind, slug, deletion)
    }
    // Who asks for a series among conferences means one of its editions.
    let editions = kind == .conference ? try editions(ofSeriesNamed: slug) : []
    let nearest =
      editions.isEmpty
      ? Suggestion.nearest(to: slug, among: try reader.names.slugs(kind, like: slug), limit: 3)
      : editions
    throw Problem.notFound(
      kind.rawValue, slug, nearest: nearest, elsewhere: try urls(ofOthersNamed: slug, than: kind))
  }

  /// Three editions of a series, the next one first.
  private func editions(ofSeriesNamed name: String) throws -> [String] {
    var filter = CatalogFilter(now: now)
    filter[.series].included = Array(try reader.names.series(named: name).prefix(1))
    guard !filter[.series].isEmpty else { return [] }
    var question = ListQuestion(.conference, filter)
    question.dividedAt = now
    question.countsTotal = false
    let hits = try reader.list(question, page: PageRequest(limit: 3)).page.elements
    return try hits.compactMap { hit in
      guard case .conference(let edition)? = try reader.record(.conference, hit.id) else {
        return nil
      }
      return edition.id
    }
  }

  /// Records of other kinds that go by a name.
  private func urls(ofOthersNamed name: String, than kind: RecordKind) throws -> [String] {
    let kinds: [RecordKind] = [.conference, .series, .topic, .audience, .venue, .speaker]
    return try kinds.filter { $0 != kind }.flatMap { kind in
      let slugs = try reader.row(kind, name) != nil ? [name] : try otherNames(kind, name)
      return slugs.prefix(2).map { "\(baseURL)/\(kind.collection)/\($0)" }
    }
  }

  /// The records that had an ID, or else those that go by it as a name.
  private func otherNames(_ kind: RecordKind, _ slug: String) throws -> [String] {
    let successors = try reader.names.redirects(kind, slug)
    guard successors.isEmpty else { return successors }
    return switch kind {
    case .conference: try reader.names.conferences(named: slug)
    case .series: try reader.names.series(named: slug)
    case .topic: try reader.names.topics(named: slug)
    case .audience: try reader.names.audiences(named: slug)
    case .venue: try reader.names.venues(named: slug)
    case .speaker: try reader.names.slugs(kind, named: slug)
    default: []
    }
  }

  /// The request's path with another slug.
  private func path(to kind: RecordKind, _ slug: String, instead capture: String) -> String {
    let old = self.capture(capture)
    var segments = path.split(separator: "/").map(String.init)
    if let index = segments.firstIndex(where: { $0 == PercentEncoding.encode(old) || $0 == old }) {
      segments[index] = slug
    }
    return "/" + segments.joined(separator: "/")
  }

  /// A record has another URL.
  struct Moved: Error {
    var path: String

    init(to path: String) { self.path = path }
  }
}
