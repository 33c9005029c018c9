import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// The context in which an operation answers one request on a reader.
///
/// Confined to the reader's queue.
final class RequestContext {
  let arguments: Arguments
  /// The texts of the path's captured segments, by the names in braces.
  let captures: [String: String]
  let reader: CatalogReader
  let baseURL: String
  /// The request's path, percent-encoded; for reads without an extension.
  let path: String
  let endpoints: [Operation]
  let probes: Probes
  let limits: ResponseLimits
  /// Number of records in the response so far.
  ///
  /// `byteCount` is their size in bytes.
  var recordCount = 0
  var byteCount = 0
  /// The entity tag of the single record that the response shows.
  var recordTag: RecordTag?
  /// Whether caches may store the response; false if it differs each time.
  var isCacheable = true
  /// What in the response depends on the clock.
  var filling: RenderContext
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
    filling = RenderContext(baseURL: baseURL, now: now)
  }

  /// The current time in whole seconds.
  var now: Instant { filling.now }

  /// Notes that the response changes with the day in UTC.
  func dependsOnDay() {
    filling.note(changedAt: Instant(arguments.today))
    filling.note(changesAt: Instant(arguments.today + 1))
  }

  func capture(_ name: String) -> String { captures[name] ?? "" }

  /// Returns whether a programme is announced now; nil if the conference is over without a known
  /// one.
  func programmeStatus(of conference: Conference) -> String? {
    filling.value(of: conference.programmeStatuses(in: reader.context().zones))
  }

  /// Throws a problem with all errors of the query, if there are any.
  func checkArguments() throws {
    if !arguments.mistakes.isEmpty {
      throw Problem.badQuery(arguments.mistakes, corrected: arguments.corrected.map { url($0) })
    }
  }

  /// Counts a record of the response; throws if the request exceeds its time limit or its size
  /// limit.
  func countRecord(bytes: Int = 0) throws {
    recordCount += 1
    byteCount += bytes
    try reader.checkBudget()
    try limits.check(records: recordCount)
    try limits.check(bytes: byteCount)
  }

  func url(_ items: [QueryItem], path other: String? = nil) -> String {
    let url = baseURL + (other ?? path)
    return items.isEmpty ? url : "\(url)?\(PercentEncoding.query(items))"
  }

  func url(key: [String], backwards: Bool) -> String {
    let cursor = Cursor(arguments.canonical, backwards: backwards, key: key)
    return url(
      arguments.asked.filter { $0.name != "cursor" }
        + [(name: "cursor", value: cursor.text)])
  }

  /// Returns the URL of the query with a filter's value added, or removed if `isSelected`; without
  /// the cursor.
  func url(toggling name: String, _ value: String, _ isSelected: Bool) -> String {
    var items = arguments.asked.filter { $0.name != "cursor" }
    if isSelected {
      items.removeAll { $0.name == name }
      for other in arguments.meanings[name] ?? [] where other != value {
        items.append((name, other))
      }
    } else {
      if arguments.expectation(of: name)?.isRepeatable == false {
        items.removeAll { $0.name == name }
      }
      // The facet of months counts without other filters of time, so its links drop them.
      if name == "month" { items.removeAll { ["when", "from", "to", "within"].contains($0.name) } }
      items.append((name, value))
    }
    return url(items)
  }
}

/// The record that a path names has another path; the client is redirected to it.
struct RecordMoved: Error {
  var path: String

  init(to path: String) { self.path = path }
}
