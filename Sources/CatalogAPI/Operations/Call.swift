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

  /// Notes that the response changes with the day in UTC.
  func dependsOnDay() {
    filling.note(changedAt: Instant(arguments.today))
    filling.note(changesAt: Instant(arguments.today + 1))
  }

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

  /// The question with a value of a filter added or taken away, from its first page on.
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
      items.append((name, value))
    }
    return url(items)
  }
}

/// The record that a path names has another path.
struct RecordMoved: Error {
  var path: String

  init(to path: String) { self.path = path }
}
