import Dispatch
import Testing

@testable import SQLite

struct ReaderPoolTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `A read sees one state, even if others commit meanwhile`() throws {
    let database = try Sample.open(scratch.file("a.db"))
    let gate = Gate()
    let counts = Collector<[Int]>()
    database.read { connection in
      let before = try connection.noteCount
      gate.hold()
      return [before, try connection.noteCount]
    } then: {
      counts.add((try? $0.get()) ?? [])
    }
    gate.waitUntilReached()
    try database.writeSync { try $0.run("INSERT INTO note (text) VALUES ('new')") }
    let other = Collector<Int>()
    database.read {
      try $0.noteCount
    } then: {
      other.add((try? $0.get()) ?? -1)
    }
    #expect(other.wait(for: 1))
    #expect(other.reports == [1])
    gate.open()
    #expect(counts.wait(for: 1))
    #expect(counts.reports == [[0, 0]])
    database.close()
  }

  @Test func `Reads wait in a queue, and one beyond the limit is rejected at once`() throws {
    let database = try Sample.open(scratch.file("a.db")) {
      $0.readers = 1
      $0.waitingReads = 2
    }
    let gate = Gate()
    let results = Collector<String>()
    database.read { _ in
      gate.hold()
    } then: { _ in
      results.add("held")
    }
    gate.waitUntilReached()
    for name in ["first", "second", "third"] {
      database.read { _ in
        name
      } then: { result in
        switch result {
        case .success(let name): results.add(name)
        case .failure(let error): results.add("\(name): \(error as? DatabaseError == .busy)")
        }
      }
    }
    #expect(results.reports == ["third: true"])
    gate.open()
    #expect(results.wait(for: 4))
    #expect(results.reports == ["third: true", "held", "first", "second"])
    database.close()
  }

  @Test func `A read cannot write`() throws {
    let database = try Sample.open(scratch.file("a.db"))
    #expect(throws: DatabaseError.readOnlyFile(path: database.path)) {
      try database.readSync { try $0.run("DELETE FROM note") }
    }
    database.close()
  }

  @Test func `Concurrent writes and reads keep every sum`() throws {
    let database = try Sample.open(scratch.file("a.db")) { $0.readers = 3 }
    try database.writeSync { connection in
      try connection.execute("CREATE TABLE account (id INTEGER PRIMARY KEY, coins INTEGER)")
      for id in 0..<10 { try connection.run("INSERT INTO account VALUES (?, 100)", id) }
    }
    let results = Collector<Int>()
    let rounds = 200
    DispatchQueue.concurrentPerform(iterations: rounds) { round in
      database.write { connection in
        try connection.run("UPDATE account SET coins = coins - 1 WHERE id = ?", round % 10)
        try connection.run("UPDATE account SET coins = coins + 1 WHERE id = ?", (round + 1) % 10)
        return 1_000
      } then: {
        results.add((try? $0.get()) ?? -1)
      }
      database.read { connection in
        try connection.all("SELECT coins FROM account") { $0.int(0) }.reduce(0, +)
      } then: {
        results.add((try? $0.get()) ?? -1)
      }
    }
    #expect(results.wait(for: 2 * rounds))
    #expect(results.reports == Array(repeating: 1_000, count: 2 * rounds))
    database.close()
  }

  @Test func `After close all work is rejected, and a second close does nothing`() throws {
    let database = try Sample.open(scratch.file("a.db"))
    let finished = Collector<Bool>()
    for _ in 0..<20 {
      database.read {
        try $0.noteCount
      } then: {
        finished.add((try? $0.get()) == 0)
      }
      database.write {
        try $0.run("UPDATE note SET id = id")
      } then: {
        finished.add((try? $0.get()) == 0)
      }
    }
    database.close()
    #expect(finished.reports == Array(repeating: true, count: 40))
    database.close()
    let refused = Collector<DatabaseError?>()
    database.read { _ in
    } then: {
      refused.add($0.databaseError)
    }
    database.write { _ in
    } then: {
      refused.add($0.databaseError)
    }
    #expect(refused.reports == [.closed, .closed])
    #expect(throws: DatabaseError.closed) { try database.readSync { _ in } }
    #expect(throws: DatabaseError.closed) { try database.writeSync { _ in } }
  }

  @Test func `The queue keeps its order while it grows and shrinks`() {
    var line = FIFOQueue<Int>()
    var (next, expected) = (0, 0)
    for round in 0..<500 {
      for _ in 0..<(round % 7) {
        line.append(next)
        next += 1
      }
      for _ in 0..<(round % 5) {
        guard let first = line.popFirst() else { continue }
        #expect(first == expected)
        expected += 1
      }
      #expect(line.count == next - expected)
    }
  }
}

extension Result {
  var databaseError: DatabaseError? {
    guard case .failure(let error) = self else { return nil }
    return error as? DatabaseError
  }
}
