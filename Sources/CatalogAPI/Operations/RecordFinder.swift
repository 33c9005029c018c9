import Catalog
import CatalogForm
import CatalogModel
import HTTP

/// Finds the records that the segments of a request's path name.
struct RecordFinder {
  let call: RequestContext

  init(_ call: RequestContext) { self.call = call }

  /// Returns the row ID of the record that a path segment names.
  ///
  /// - Throws: `RecordMoved` if the name belongs to one record with another slug; a 300 problem with
  ///   the candidates if it belongs to several; else a 404 problem with suggestions.
  func row(_ kind: RecordKind, _ capture: String) throws -> Int64 {
    let slug = kind.slug(ofPublicID: call.capture(capture))
    if let row = try call.reader.row(kind, slug) { return row }
    let meanings = try otherNames(kind, slug).distinct
    if meanings.count == 1 { throw RecordMoved(to: path(to: meanings[0], instead: capture)) }
    if meanings.count > 1 {
      throw Problem(
        status: .multipleChoices, kind: .severalMeanings,
        detail: "\"\(slug)\" names several records of the kind \(kind.rawValue).",
        suggestions: meanings.map { call.baseURL + path(to: $0, instead: capture) })
    }
    if let deletion = try call.reader.history.deletion(of: kind, slug) {
      throw Problem.gone(kind, slug, deletion)
    }
    // A client that asks for a series, or for an edition that the catalog lacks, at /conferences
    // wants one of its editions.
    let series = kind == .conference ? try call.reader.names.series(ofEditionNamed: slug) : slug
    let editions = kind == .conference ? try editions(ofSeriesNamed: series) : []
    let nearest =
      editions.isEmpty
      ? Suggestion.nearest(to: slug, among: try call.reader.names.slugs(kind, like: slug), limit: 3)
      : editions
    throw Problem.notFound(
      kind.displayName, slug, nearest: nearest,
      elsewhere: try urls(ofOthersNamed: series, than: kind)
    )
  }

  /// Returns the conference that the path names.
  func conference() throws -> Conference {
    let row = try row(.conference, "conference")
    guard case .conference(let conference)? = try call.reader.record(.conference, row) else {
      throw Problem.notFound("conference", call.capture("conference"), nearest: [])
    }
    return conference
  }

  /// Returns the series that the path names.
  func series() throws -> Series {
    let row = try row(.series, "series")
    guard case .series(let series)? = try call.reader.record(.series, row) else {
      throw Problem.notFound("series", call.capture("series"), nearest: [])
    }
    return series
  }

  /// Returns the IDs of three editions of a series, the next one first.
  private func editions(ofSeriesNamed name: String) throws -> [String] {
    var filter = CatalogFilter(now: call.now)
    filter[.series].included = Array(try call.reader.names.series(named: name).prefix(1))
    guard !filter[.series].isEmpty else { return [] }
    var question = ListQuery(.conference, filter)
    question.dividedAt = call.now
    question.countsTotal = false
    let hits = try call.reader.list(question, page: PageRequest(limit: 3)).page.elements
    return try hits.compactMap { hit in
      guard case .conference(let edition)? = try call.reader.record(.conference, hit.id) else {
        return nil
      }
      return edition.id
    }
  }

  /// Returns the URLs of records of other kinds that have a name.
  private func urls(ofOthersNamed name: String, than kind: RecordKind) throws -> [String] {
    let kinds: [RecordKind] = [.conference, .series, .topic, .audience, .venue, .speaker]
    return try kinds.filter { $0 != kind }.flatMap { kind in
      let slugs = try call.reader.row(kind, name) != nil ? [name] : try otherNames(kind, name)
      return slugs.prefix(2).map { "\(call.baseURL)/\(kind.collection)/\($0)" }
    }
  }

  /// Returns the IDs of the records that had an ID; if there are none, of those that have it as a
  /// name.
  private func otherNames(_ kind: RecordKind, _ slug: String) throws -> [String] {
    let successors = try call.reader.names.redirects(kind, slug)
    guard successors.isEmpty else { return successors }
    return switch kind {
    case .conference: try call.reader.names.conferences(named: slug)
    case .series: try call.reader.names.series(named: slug)
    case .topic: try call.reader.names.topics(named: slug)
    case .audience: try call.reader.names.audiences(named: slug)
    case .venue: try call.reader.names.venues(named: slug)
    case .speaker, .place: try call.reader.names.slugs(kind, named: slug)
    default: []
    }
  }

  /// Returns the request's path with another ID in place of a capture.
  private func path(to slug: String, instead capture: String) -> String {
    let old = call.capture(capture)
    var segments = call.path.split(separator: "/").map(String.init)
    if let index = segments.firstIndex(where: { $0 == PercentEncoding.encode(old) || $0 == old }) {
      segments[index] = slug
    }
    return "/" + segments.joined(separator: "/")
  }
}
