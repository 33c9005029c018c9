import CatalogForm
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
    /// The revision of the data that the template was read from.
    let revision: Int

    init(
      _ template: RecordTemplate, _ filled: [UInt8], _ filling: RenderContext, _ revision: Int
    ) {
      (self.template, self.filled, self.filling) = (template, filled, filling)
      self.revision = revision
    }
  }

  private var fragments: GenerationalCache<Key, RenderedRecord>
  /// The numbers of selections of members; clients use few different ones often.
  private var selections: [JSONSelection: Int] = [:]
  private var latestSelection: (selection: JSONSelection, number: Int)?
  private var viewCount = 2
  private static let selectionCount = 200
  /// The revision from which on the JSON of each kind holds.
  private var validFrom = PerKind(0)

  init(bytes: Int) {
    fragments = GenerationalCache(capacity: bytes)
  }

  mutating func removeAll() { fragments.removeAll() }

  /// Invalidates the records that show a record which `revision` has changed, and that record.
  mutating func invalidate(showing kind: RecordKind, _ id: Int64?, at revision: Int) {
    for other in kind.shownBy { validFrom[other] = revision }
    guard !kind.shownBy.contains(kind), let id else { return }
    for view in 0..<viewCount { fragments.remove(Key(kind: kind, id: id, view: view)) }
  }

  private mutating func number(_ view: RecordView) -> Int {
    switch view {
    case .whole: return 0
    case .brief: return 1
    case .members(let selection):
      if let latestSelection, latestSelection.selection == selection {
        return latestSelection.number
      }
      if selections.count >= Self.selectionCount {
        selections.removeAll()
        fragments.removeAll()
        viewCount = 2
      }
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
    of revision: Int, to output: inout [UInt8], make: () throws -> RecordTemplate?
  ) rethrows -> Bool {
    let key = Key(kind: kind, id: id, view: number(view))
    let cached = fragments.value(key)
    let known = cached.flatMap { $0.revision >= validFrom[kind] ? $0 : nil }
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
      RenderedRecord(template, Array(output[start...]), own, known?.revision ?? revision), for: key,
      cost: template.size + output.count - start + 200)
    return true
  }
}

extension RecordKind {
  /// The kinds whose JSON may show a record of this kind; its own is among them if a record shows
  /// others of its kind.
  ///
  /// A kind that is missing here would show old data, so a kind that is not certain belongs here.
  fileprivate var shownBy: Set<RecordKind> {
    switch self {
    case .speaker: [.speaker, .session]
    case .session: [.session, .speaker, .track, .room]
    case .conference: Self.allExceptConference
    default: Self.all
    }
  }

  private static let all = Set(allCases)
  private static let allExceptConference = all.subtracting([.conference])
}
