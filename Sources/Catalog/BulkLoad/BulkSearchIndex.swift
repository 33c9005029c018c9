import Dispatch
import SQLite
import Synchronization

/// A copy of the search index that a bulk load fills on a second queue while the writer inserts
/// rows.
///
/// At the end it replaces the catalog's index.
///
/// SQLite keeps it in an unnamed temporary file, so that its size does not count as memory.
///
/// The texts wait until they fill a batch: while the writer inserts rows, reading the input file
/// keeps a second processor busy; while it creates indexes, that processor is idle.
final class BulkSearchIndex: Sendable {
  private struct Work {
    let connection: Connection
    let words: BulkStatement
    var failure: (any Error)?
  }

  private let work: Mutex<Work>
  private let queue = DispatchQueue(label: "catalog.words")
  /// Counts the free slots for batches (one).
  ///
  /// Created with 0 and signalled afterwards: `DispatchSemaphore` traps if it is destroyed with a
  /// lower value than it was created with.
  private let room = DispatchSemaphore(value: 0)
  private let waiting = Mutex(SearchTextBatch())
  /// Size of a full batch of texts, in bytes.
  ///
  /// At most two batches are in memory: one that fills and one that the queue inserts.
  static let manyBytes = 16 << 20

  init(copying catalog: Connection) throws {
    var parts: [FullTextPart: [[Value]]] = [:]
    for part in FullTextPart.allCases {
      while let rows = try Optional(
        catalog.fullTextRows("search", part, after: parts[part]?.last)), !rows.isEmpty
      {
        parts[part, default: []] += rows
      }
    }
    work = Mutex(try Self.begin(with: parts, catalog.definition(of: "search") ?? ""))
    room.signal()
  }

  private static func begin(
    with parts: [FullTextPart: [[Value]]], _ definition: String
  ) throws -> sending Work {
    let connection = try Connection(path: "", access: .scratch)
    try connection.execute(
      "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16384; BEGIN")
    try connection.replaceFullText("search", definition: definition) { part, last in
      last == nil ? parts[part] ?? [] : []
    }
    let words = BulkStatement(connection, RecordText.insertion)
    return Work(connection: connection, words: words)
  }

  /// Adds a record's text.
  ///
  /// Blocks if the batch is full and the queue still inserts the previous one.
  func add(_ text: RecordText) {
    let batch = waiting.withLock { waiting -> SearchTextBatch? in
      waiting.add(text)
      guard waiting.size >= Self.manyBytes else { return nil }
      defer { waiting = SearchTextBatch() }
      return waiting
    }
    if let batch { put(batch) }
  }

  private func put(_ batch: SearchTextBatch) {
    room.wait()
    queue.async { [self] in
      attempt { work in
        try batch.each { number, texts in
          try work.words.run { row in
            row.integer(number)
            for text in texts { row.text(utf8: text) }
          }
        }
      }
      room.signal()
    }
  }

  /// Inserts the last batch and commits, on the queue.
  ///
  /// Call it after the last `add(_:)`.
  func end() {
    put(
      waiting.withLock { waiting in
        defer { waiting = SearchTextBatch() }
        return waiting
      })
    queue.async { [self] in attempt { try $0.connection.execute("COMMIT") } }
  }

  private func attempt(_ body: (Work) throws -> Void) {
    work.withLock { work in
      guard work.failure == nil else { return }
      do { try body(work) } catch { work.failure = error }
    }
  }

  /// Replaces the catalog's search index by this one, after `end()`.
  ///
  /// Throws the first error of the queue.
  func replaceIndex(of catalog: Connection) throws {
    queue.sync {}
    let definition = try work.withLock { work in
      if let failure = work.failure { throw failure }
      return try work.connection.definition(of: "search")
    }
    try catalog.replaceFullText("search", definition: definition ?? "") { part, last in
      try work.withLock { try $0.connection.fullTextRows("search", part, after: last) }
    }
  }
}

/// The search texts of several records in one buffer.
struct SearchTextBatch: Sendable {
  private var numbers: [Int64] = []
  /// The end of each text in `bytes`, one for each column of a record.
  private var ends: [UInt32] = []
  private var bytes: [UInt8] = []

  /// The size of the texts, in bytes.
  var size: Int { bytes.count }

  mutating func add(_ text: RecordText) {
    // Reserving the whole size avoids copying the buffer as it grows.
    if numbers.isEmpty { bytes.reserveCapacity(BulkSearchIndex.manyBytes + 1 << 16) }
    numbers.append(text.number)
    text.each { column in
      var column = column
      column.withUTF8 { bytes.append(contentsOf: $0) }
      ends.append(UInt32(bytes.count))
    }
  }

  func each(_ body: (Int64, [ArraySlice<UInt8>]) throws -> Void) rethrows {
    var start = 0
    let columns = SearchDocument.columns.indices
    for (index, number) in numbers.enumerated() {
      let texts = columns.map { column in
        let end = Int(ends[index * columns.count + column])
        defer { start = end }
        return bytes[start..<end]
      }
      try body(number, texts)
    }
  }
}
