import CatalogForm
public import CatalogModel
public import JSON
import SQLite

/// The sources of sessions, tracks and speakers, which do not store attributions as other records
/// do.
extension CatalogReader {
  /// Writes the member `sources` of a session, a track or a speaker: the sources that have stated
  /// it, each with the members whose values they state now.
  ///
  /// Writes nothing for other kinds, or if the record has no source.
  public func writeSources(of kind: RecordKind, _ row: Int64, to json: inout JSONWriter) throws {
    let sources: [Attribution]
    switch try record(kind, row) {
    case .session(let session)?: sources = try self.sources(of: session, row)
    case .track(let track)?: sources = try self.sources(of: track, row)
    case .speaker(let speaker)?: sources = try self.sources(of: speaker, row)
    default: return
    }
    if !sources.isEmpty { json.sources(sources) }
  }

  private func sources<Record: CatalogRecord>(
    of record: Record, _ row: Int64
  ) throws -> [Attribution] {
    var fields: [String: [String]] = [:]
    try connection.each(
      """
      SELECT source.slug, fields FROM statement JOIN source ON source.id = source_id
      WHERE owner_kind = ?1 AND owner_id = ?2
      """, Record.kind.rawValue, row
    ) { statement in
      let stated = ClaimHashes(bytes: statement.blob(1))
      let supported = Record.fields.filter { stated.holds($0.code, $0.digest(record)) }
      fields[statement.text(0), default: []] += supported.map(\.name)
    }
    return fields.sorted { $0.key < $1.key }.map { source, names in
      let known = Set(names)
      return Attribution(
        source: source, fields: Record.fields.map(\.name).filter(known.contains),
        asStated: nil, checkedAt: nil)
    }
  }
}
