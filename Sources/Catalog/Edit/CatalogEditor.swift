public import CatalogForm
public import CatalogModel
import SQLite

/// Changes the catalog for one request, within one transaction of the writing connection.
///
/// Confined to the writer's queue. All its changes belong to one revision.
public final class CatalogEditor {
  let connection: Connection
  public private(set) var origin: WriteOrigin
  public let now: Instant
  /// The revision with the changes; `nil` while nothing has changed.
  public private(set) var revision: Int?
  /// The revision of the catalog when the editor was created.
  public let revisionBefore: Int

  init(_ connection: Connection, _ origin: WriteOrigin, now: Instant) throws {
    self.connection = connection
    revisionBefore = try CatalogReader(editing: connection).revision
    self.origin = origin
    self.now = now
  }

  /// Returns a reader that sees the editor's changes.
  public func reader() throws -> CatalogReader { try CatalogReader(editing: connection) }

  /// Adds a reason to the one that the request gives.
  public func giveReason(_ reason: String) {
    origin.reason = [origin.reason, reason].compactMap(\.self).joined(separator: "; ")
  }

  /// Merges batches as an import does.
  @discardableResult
  public func merge(
    _ batches: [ImportBatch], observer: ((RecordChange) -> Void)? = nil
  ) throws -> MergeReport {
    var rest = batches[...]
    return try merge(next: { rest.popFirst() }, observer: observer)
  }

  func merge(
    next: () -> ImportBatch?, observer: ((RecordChange) -> Void)?
  ) throws -> MergeReport {
    let report = try CatalogWriter.merge(
      next: next, connection, now: now, origin: origin, observer: observer)
    revision = report.revision ?? revision
    return report
  }
}

extension CatalogStore {
  /// Edits the catalog in one transaction, which is rolled back if `work` throws.
  ///
  /// Calls `then` exactly once: on the writer's queue after the durable commit or the failure, or at
  /// once on the caller's if the database is closed, busy or read-only. `work` may run again if a
  /// commit that it shared with other writes has failed.
  public func edit<Result: Sendable>(
    _ origin: WriteOrigin, now: Instant,
    _ work: @escaping @Sendable (CatalogEditor) throws -> Result,
    then: @escaping @Sendable (Swift.Result<Result, any Error>) -> Void
  ) {
    database.write { connection in
      let editor = try CatalogEditor(connection, origin, now: now)
      let result = try work(editor)
      return (result, editor.revision)
    } then: { [self] outcome in
      if case .success((_, let revision?)) = outcome { noteRevision(revision) }
      then(outcome.map(\.0))
    }
  }
}
