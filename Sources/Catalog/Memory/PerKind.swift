import CatalogModel

/// A value for each kind of record, in an array instead of a dictionary, for speed.
struct PerKind<Value> {
  private var values: [Value]

  init(_ value: Value) {
    values = [Value](repeating: value, count: RecordKind.allCases.count)
  }

  subscript(kind: RecordKind) -> Value {
    get { values[kind.place] }
    _modify { yield &values[kind.place] }
  }
}

extension PerKind: Sendable where Value: Sendable {}

extension RecordKind {
  /// The index of the kind; a test ensures that all are different.
  var place: Int {
    switch self {
    case .source: 0
    case .topic: 1
    case .audience: 2
    case .place: 3
    case .series: 4
    case .conference: 5
    case .track: 6
    case .room: 7
    case .speaker: 8
    case .session: 9
    case .recommendation: 10
    case .guideItem: 11
    case .venue: 12
    case .deadline: 13
    }
  }
}
