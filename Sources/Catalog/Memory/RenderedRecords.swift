import CatalogModel
import JSON

/// The JSON of recently read records, bounded by size.
struct RenderedRecords {
  private struct Key: Hashable {
    var kind: RecordKind
    var id: Int64
    /// The number of the view; see `number(_:)`.
    var view: Int
  }

  /// A record's JSON as it was filled last; a class, so that a lookup copies nothing.
  private final class RenderedRecord {
    let template: RecordTemplate
    let filled: [UInt8]
    let filling: RenderContext

    init(_ template: RecordTemplate, _ filled: [UInt8], _ filling: RenderContext) {
      (self.template, self.filled, self.filling) = (template, filled, filling)
    }
  }

  private var fragments: GenerationalCache<Key, RenderedRecord>
  /// The numbers of selections of members; clients use few different ones often.
  private var selections: [JSONSelection: Int] = [:]
  private var latestSelection: (selection: JSONSelection, number: Int)?
  private var viewCount = 2
  private static let selectionCount = 200

  init(bytes: Int) {
    fragments = GenerationalCache(capacity: bytes)
  }

  mutating func removeAll() { fragments.removeAll() }

  private mutating func number(_ view: RecordView) -> Int {
    switch view {
    case .whole: return 0
    case .brief: return 1
    case .members(let selection):
      if let latestSelection, latestSelection.selection == selection {
        return latestSelection.number
      }
      if selections.count >= Self.selectionCount { selections.removeAll() }
      let number = selections[selection] ?? viewCount
      if number == viewCount { viewCount += 1 }
      selections[selection] = number
      latestSelection = (selection, number)
      return number
    }
  }

  /// Appends the JSON of a record to `output`.
  ///
  /// Calls `make` for the template if it is not cached.
  ///
  /// Returns false if there is no such record.
  mutating func append(
    _ kind: RecordKind, _ id: Int64, _ view: RecordView, _ filling: inout RenderContext,
    to output: inout [UInt8], make: () throws -> RecordTemplate?
  ) rethrows -> Bool {
    let key = Key(kind: kind, id: id, view: number(view))
    let known = fragments.value(key)
    if let known, known.filling.holds(for: filling) {
      output.append(contentsOf: known.filled)
      filling.note(known.filling)
      return true
    }
    guard let template = try known?.template ?? make() else { return false }
    var own = RenderContext(baseURL: filling.baseURL, now: filling.now)
    let start = output.count
    template.fill(&own, to: &output)
    if case .members(let selection) = view {
      output.replaceSubrange(start..., with: selection.applied(to: Array(output[start...])))
    }
    filling.note(own)
    fragments.keep(
      RenderedRecord(template, Array(output[start...]), own), for: key,
      cost: template.size + output.count - start + 200)
    return true
  }
}
