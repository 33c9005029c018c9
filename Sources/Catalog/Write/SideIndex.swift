import Dispatch
import SQLite
import Synchronization

/// A search index that is filled on a queue of its own, while the rows are written on another.
///
/// It begins as a copy of the catalog's and takes its place in the end. It lies in a file without a
/// name, so its size is no matter of memory.
final class SideIndex: Sendable {
  private struct Work {
    let connection: Connection
    let words: RepeatedStatement
    var failure: (any Error)?
  }

  private let work: Mutex<Work>
  private let queue = DispatchQueue(label: "catalog.words")
  /// Begins at zero, since a semaphore may not be let go of below the value that it began with.
  private let room = DispatchSemaphore(value: 0)

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
    for _ in 0..<4 { room.signal() }
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
    let words = try RepeatedStatement(connection, BulkStatements.insertWords)
    return Work(connection: connection, words: words)
  }

  /// Hands words over; waits where four batches wait already.
  func add(_ batch: WordBatch) {
    room.wait()
    queue.async { [self] in
      work.withLock { work in
        guard work.failure == nil else { return }
        do {
          try batch.each { number, texts in
            try work.words.run { row in
              row.integer(number)
              for text in texts { row.text(utf8: text) }
            }
          }
        } catch {
          work.failure = error
        }
      }
      room.signal()
    }
  }

  /// Puts this index in the place of the catalog's, when all words are in.
  func replaceIndex(of catalog: Connection) throws {
    queue.sync {}
    let definition = try work.withLock { work in
      if let failure = work.failure { throw failure }
      try work.connection.execute("COMMIT")
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
  private var ends: [Int] = []
  private var bytes: [UInt8] = []

  var isEmpty: Bool { numbers.isEmpty }
  var isFull: Bool { bytes.count >= 1 << 18 }

  mutating func add(
    _ number: Int64, _ name: String, _ otherNames: String, _ about: String, _ people: String,
    _ place: String
  ) {
    numbers.append(number)
    append(name)
    append(otherNames)
    append(about)
    append(people)
    append(place)
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    ends.append(bytes.count)
  }

  func each(_ body: (Int64, [ArraySlice<UInt8>]) throws -> Void) rethrows {
    var start = 0
    for (index, number) in numbers.enumerated() {
      let texts = (0..<5).map { column in
        let end = ends[index * 5 + column]
        defer { start = end }
        return bytes[start..<end]
      }
      try body(number, texts)
    }
  }
}
