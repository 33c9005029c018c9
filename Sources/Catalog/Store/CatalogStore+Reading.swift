public import CatalogModel
import SQLite

/// The client of a read, and data to estimate its cost.
public struct CatalogRead: Sendable {
  var request = ReadRequest()
  var recordBytes = 4 << 20

  /// Creates a read for the program itself.
  public init() {}

  /// Creates a read for a request.
  ///
  /// - Parameters:
  ///   - client: the client; each client gets an equal share of the readers.
  ///   - query: a hash of the whole query.
  ///   - shape: a hash that queries of similar cost share.
  ///   - guess: the expected cost until one is measured; `nil` for the default.
  ///   - recordBytes: maximum size of the reader's cache of records' JSON, in bytes.
  public init(client: String, query: Int, shape: Int, guess: Duration?, recordBytes: Int) {
    request.client = client
    request.query = query
    request.shape = shape
    if let guess { request.guess = guess }
    self.recordBytes = recordBytes
  }

  /// The read of a further part of a streamed list.
  public var part: CatalogRead {
    var part = self
    part.request.query = nil
    part.request.shape = request.shape.map { ~$0 }
    part.request.guess = .milliseconds(20)
    return part
  }
}

extension CatalogStore {
  /// Reads a snapshot of the catalog on a free reader's queue; see `Database.read`.
  public func read<T: Sendable>(
    for read: CatalogRead = CatalogRead(),
    _ work: @escaping @Sendable (CatalogReader) throws -> T,
    then: @escaping @Sendable (Result<T, any Error>) -> Void
  ) {
    database.read(
      for: read.request,
      { try work(CatalogReader($0, recordBytes: read.recordBytes)) }, then: then)
  }

  /// Reads and blocks until done; for the command line and tests.
  public func readSync<T: Sendable>(_ work: @Sendable (CatalogReader) throws -> T) throws -> T {
    try database.readSync { try work(CatalogReader($0)) }
  }

  /// Copies the catalog to a file, even while others use it; see `Database.backup`.
  public func backup(
    to path: String, progress: (Int, Int) throws -> Void = { _, _ in }
  ) throws {
    try database.backup(to: path, progress: progress)
  }

  /// Runs all checks and returns their findings.
  ///
  /// Commands name the database `name`; `nil` stands for the default one.
  public func findings(now: Instant = .now, named name: String?) throws -> [Finding] {
    try database.readSync { connection in
      var findings: [Finding] = []
      try CatalogCheck.run(connection, now: now, database: name) { findings.append($0) }
      return findings
    }
  }

  /// Writes the whole catalog in the native format.
  public func export(
    as form: CatalogExport.Form, _ write: @Sendable ([UInt8]) throws -> Void
  ) throws {
    try database.readSync { try CatalogExport.write($0, as: form, to: write) }
  }
}
