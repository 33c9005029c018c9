import Catalog
import CatalogModel
import Dispatch
import Foundation
import HTTP
import Testing

@testable import CatalogAPI

/// Numbers from one on, a line each, `size` to a piece; fails at the given one.
@Sendable private func numbers(
  from first: Int, to last: Int, by size: Int, failingAt bad: Int? = nil
) throws -> StreamedPart {
  struct Bad: Error {}
  let end = min(first + size - 1, last)
  if let bad, (first...end).contains(bad) { throw Bad() }
  let bytes = Array((first...end).map { "\($0)\n" }.joined().utf8)
  guard end < last else { return StreamedPart(bytes: bytes, rest: nil) }
  return StreamedPart(bytes: bytes) { _ in
    try numbers(from: end + 1, to: last, by: size, failingAt: bad)
  }
}

private func withStore<T>(_ body: (CatalogStore) async throws -> T) async throws -> T {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let store = try CatalogStore(path: "\(folder)/x.db", seed: false, readTime: .seconds(120))
  let result = try await body(store)
  store.close()
  return result
}

/// Takes all pieces, as a connection would.
private func drain(_ stream: RecordStream) async -> (pieces: [[UInt8]], isWhole: Bool) {
  var pieces: [[UInt8]] = []
  while true {
    let piece = await withCheckedContinuation { continuation in
      stream.next(32_768) { continuation.resume(returning: $0) }
    }
    switch piece {
    case .bytes(let bytes): pieces.append(bytes)
    case .end: return (pieces, true)
    case .failure: return (pieces, false)
    }
  }
}

@Suite struct `Long lists` {
  @Test(arguments: [1, 7, 10, 100])
  func `Are sent whole, piece by piece`(_ size: Int) async throws {
    try await withStore { store in
      let stream = RecordStream(
        try numbers(from: 1, to: 100, by: size), store, gzip: false)
      let (pieces, isWhole) = await drain(stream)
      #expect(isWhole)
      #expect(pieces.count == (100 + size - 1) / size)
      #expect(pieces.flatMap { $0 } == Array((1...100).map { "\($0)\n" }.joined().utf8))
    }
  }

  @Test func `Are one gzip stream, of which every piece can be read at once`() async throws {
    try await withStore { store in
      let stream = RecordStream(try numbers(from: 1, to: 1_000, by: 90), store, gzip: true)
      let (pieces, isWhole) = await drain(stream)
      #expect(isWhole)
      #expect(pieces.allSatisfy { !$0.isEmpty })
      let whole = Array((1...1_000).map { "\($0)\n" }.joined().utf8)
      #expect(gunzip(pieces.flatMap { $0 }) == whole)
    }
  }

  @Test func `Are not ended as if they were whole when a read fails`() async throws {
    try await withStore { store in
      let first = try numbers(from: 1, to: 100, by: 10, failingAt: 55)
      let (pieces, isWhole) = await drain(RecordStream(first, store, gzip: false))
      #expect(!isWhole)
      #expect(pieces.count == 5)
    }
  }

  @Test func `Are read no further once the client is gone`() async throws {
    try await withStore { store in
      let stream = RecordStream(try numbers(from: 1, to: 100, by: 10), store, gzip: false)
      stream.cancel()
      let (pieces, isWhole) = await drain(stream)
      #expect(!isWhole && pieces.isEmpty)
    }
  }
}
