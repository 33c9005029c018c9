import CatalogForm
import CatalogModel
import SQLite

extension CatalogWriter {
  /// Merges batches as one revision, in the caller's open transaction.
  @discardableResult
  static func merge(
    next: () throws -> ImportBatch?, _ connection: Connection, now: Instant, origin: WriteOrigin,
    observer: ((RecordChange) -> Void)? = nil
  ) throws -> MergeReport {
    let writer = try CatalogWriter(connection, now: now, origin: origin, observer: observer)
    defer { connection.setChecksForeignKeys(true) }
    while var batch = try next() {
      writer.report.notices += batch.document.removeUnsafeLinks()
      if batch.source == nil {
        try writer.load.begin(batch.document) { try writer.slugs.find($0, $1) != nil }
      } else {
        try writer.load.end()
      }
      try BatchMerge(batch, writer).run()
    }
    try writer.finish()
    return writer.report
  }
}
