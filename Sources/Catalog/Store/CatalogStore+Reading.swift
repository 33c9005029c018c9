public import CatalogModel
import SQLite

/// Who reads, and what is known of the cost before the read begins.
public struct CatalogRead: Sendable {
  var request = ReadRequest()
  var recordBytes = 16 << 20

  /// A read of the program itself.
  public init() {}

  /// - Parameters:
  ///   - client: all reads of one client share the readers with those of others as one.
  ///   - query: a hash of all that is asked for.
  ///   - shape: a hash of what reads of about the same cost have in common.
  ///   - guess: the cost that is expected while neither has been measured; nil for the default.
  ///   - recordBytes: bytes of records' JSON that the reader keeps.
  public init(client: String, query: Int, shape: Int, guess: Duration?, recordBytes: Int) {
    request.client = client
    request.query = query
    request.shape = shape
    if let guess { request.guess = guess }
    self.recordBytes = recordBytes
  }

  /// The read of a further part of a list that is sent in parts.
  public var part: CatalogRead {
    var part = self
    part.request.query = nil
    part.request.shape = request.shape.map { ~$0 }
    part.request.guess = .milliseconds(20)
    return part
  }
}

extension CatalogStore {
  /// Reads one state of the catalog on a free reader's queue; see `Database.read`.
  public func read<T: Sendable>(
    for read: CatalogRead = CatalogRead(),
    _ work: @escaping @Sendable (CatalogReader) throws -> T,
    then: @escaping @Sendable (Result<T, any Error>) -> Void
  ) {
    database.read(
      for: read.request,
      { try work(CatalogReader($0, recordBytes: read.recordBytes)) }, then: then)
  }

  /// Reads and waits: for the command line and tests.
  public func readSync<T: Sendable>(_ work: @Sendable (CatalogReader) throws -> T) throws -> T {
    try database.readSync { try work(CatalogReader($0)) }
  }

  /// Copies the catalog to a file, also while others use it; see `Database.backup`.
  public func backup(
    to path: String, progress: (Int, Int) throws -> Void = { _, _ in }
  ) throws {
    try database.backup(to: path, progress: progress)
  }

  /// Everything in the data that is wrong or doubtful.
  ///
  /// Commands name the database as `name` does; nil stands for the usual one.
  public func findings(now: Instant = .now, named name: String?) throws -> [Finding] {
    try database.readSync { connection in
      var findings: [Finding] = []
      try CatalogCheck.run(connection, now: now, database: name) { findings.append($0) }
      return findings
    }
  }

  /// Writes the whole catalog in its own form.
  public func export(
    as form: CatalogExport.Form, _ write: @Sendable ([UInt8]) throws -> Void
  ) throws {
    try database.readSync { try CatalogExport.write($0, as: form, to: write) }
  }
}
