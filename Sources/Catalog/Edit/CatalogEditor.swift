public import CatalogModel
import SQLite

/// Changes the catalog for one request, within one transaction of the writing connection.
///
/// Confined to the writer's queue. All that it does is one revision.
public final class CatalogEditor {
  let connection: Connection
  public private(set) var origin: WriteOrigin
  public let now: Instant
  /// The revision that was made; nil while nothing has changed.
  public private(set) var revision: Int?
  /// The revision before.
  public let revisionBefore: Int

  init(_ connection: Connection, _ origin: WriteOrigin, now: Instant) throws {
    self.connection = connection
    revisionBefore = try CatalogReader(editing: connection).revision
    self.origin = origin
    self.now = now
  }

  /// Reads what stands, with what was changed so far.
  public func reader() throws -> CatalogReader { try CatalogReader(editing: connection) }

  /// Adds to the reason that the writer gives.
  public func giveReason(_ reason: String) {
    origin.reason = [origin.reason, reason].compactMap(\.self).joined(separator: "; ")
  }

  /// Merges batches, as an import of them would.
  @discardableResult
  public func merge(
    _ batches: [ImportBatch], observer: ((RecordChange) -> Void)? = nil
  ) throws -> MergeReport {
    var rest = batches[...]
    let report = try CatalogWriter.merge(
      next: { rest.popFirst() }, connection, now: now, origin: origin, observer: observer)
    revision = report.revision ?? revision
    return report
  }
}

extension CatalogStore {
  /// Edits the catalog in one transaction, which is undone if `work` throws.
  ///
  /// `then` is called once, after the commit is durable. The work may be done again if a commit that
  /// it shared with other writes has failed.
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
