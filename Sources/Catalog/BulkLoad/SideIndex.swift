import Dispatch
import SQLite
import Synchronization

/// A search index that is filled on a queue of its own, while the rows are written on another.
///
/// It begins as a copy of the catalog's and takes its place in the end. It lies in a file without a
/// name, so its size is no matter of memory.
///
/// Words wait until there are many: while rows are written, the reading of the source keeps a second
/// processor busy, and while indexes are made, nothing does.
final class SideIndex: Sendable {
  private struct Work {
    let connection: Connection
    let words: BulkStatement
    var failure: (any Error)?
  }

  private let work: Mutex<Work>
  private let queue = DispatchQueue(label: "catalog.words")
  /// Begins at zero, since a semaphore may not be let go of below the value that it began with.
  private let room = DispatchSemaphore(value: 0)
  private let waiting = Mutex(WordBatch())
  /// Bytes of words that wait before they are put in, and bytes that are put in meanwhile.
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
    let words = try BulkStatement(connection, RecordText.insertion)
    return Work(connection: connection, words: words)
  }

  /// Adds the words of a record; waits where many are put in and many more wait already.
  func add(_ text: RecordText) {
    let batch = waiting.withLock { waiting -> WordBatch? in
      waiting.add(text)
      guard waiting.size >= Self.manyBytes else { return nil }
      defer { waiting = WordBatch() }
      return waiting
    }
    if let batch { put(batch) }
  }

  private func put(_ batch: WordBatch) {
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

  /// No words follow: those that wait are put in, still on the queue.
  func end() {
    put(
      waiting.withLock { waiting in
        defer { waiting = WordBatch() }
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

  /// Puts this index in the place of the catalog's, after its end.
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

/// The words of some records in one piece of memory.
struct WordBatch: Sendable {
  private var numbers: [Int64] = []
  /// Where each text ends, five to a record.
  private var ends: [UInt32] = []
  private var bytes: [UInt8] = []

  /// In bytes.
  var size: Int { bytes.count }

  mutating func add(_ text: RecordText) {
    // Growing would copy it again and again.
    if numbers.isEmpty { bytes.reserveCapacity(SideIndex.manyBytes + 1 << 16) }
    numbers.append(text.number)
    text.each { column in
      var column = column
      column.withUTF8 { bytes.append(contentsOf: $0) }
      ends.append(UInt32(bytes.count))
    }
  }

  func each(_ body: (Int64, [ArraySlice<UInt8>]) throws -> Void) rethrows {
    var start = 0
    for (index, number) in numbers.enumerated() {
      let texts = (0..<5).map { column in
        let end = Int(ends[index * 5 + column])
        defer { start = end }
        return bytes[start..<end]
      }
      try body(number, texts)
    }
  }
}
