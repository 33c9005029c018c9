import CatalogForm
import HTTP

extension Cursor {
  /// The parts of a request that decide which records a list has, and their order.
  struct Query {
    /// The path, and the name of an order that depends on the representation.
    var path: String
    /// Sorted by name and value.
    var items: [QueryItem]

    /// The values of each parameter, as one text.
    fileprivate var valuesByName: [(name: String, values: String)] {
      var parameters: [(name: String, values: String)] = []
      for item in items {
        let values = PercentEncoding.query([item])
        if parameters.last?.name == item.name {
          parameters[parameters.count - 1].values += values
        } else {
          parameters.append((item.name, values))
        }
      }
      return parameters
    }
  }

  /// A hash of a query, and short hashes of its parameters, which show what differs in another
  /// query.
  struct QueryMark: Equatable {
    private static let separator: Character = "."
    /// Maximum number of parameters with a hash; differences in further ones are not reported.
    private static let parameterLimit = 40

    let text: String

    init(text: String) { self.text = text }

    init(_ query: Query) {
      let parameters = query.valuesByName.prefix(Self.parameterLimit).map { name, values in
        Self.short(name) + Self.short(values)
      }
      text =
        Cursor.fingerprint(query.path + PercentEncoding.query(query.items))
        + String(Self.separator) + parameters.joined()
    }

    private var parts: [Substring] {
      text.split(separator: Self.separator, maxSplits: 1, omittingEmptySubsequences: false)
    }

    /// Whether the cursor belongs to a query.
    ///
    /// Cursors of earlier versions of the program have no hashes of parameters.
    func belongs(to query: Query) -> Bool { parts[0] == QueryMark(query).parts[0] }

    /// Returns the parameters that have other values than in `query`; empty if only the path
    /// differs, or if the cursor has no hashes of parameters.
    func differences(from query: Query, among declared: [String]) -> [String] {
      guard parts.count == 2 else { return [] }
      let (mine, theirs) = (parameters, QueryMark(query).parameters)
      let names = declared + query.items.map(\.name)
      var differing: [String] = []
      for name in names where !differing.contains(name) {
        if mine[Self.short(name)] != theirs[Self.short(name)] { differing.append(name) }
      }
      return differing
    }

    private var parameters: [String: String] {
      var parameters: [String: String] = [:]
      var rest = parts.last ?? ""
      while rest.count >= 2 * Self.shortLength {
        let pair = String(rest.prefix(2 * Self.shortLength))
        rest = rest.dropFirst(2 * Self.shortLength)
        parameters[String(pair.prefix(Self.shortLength))] = String(pair.suffix(Self.shortLength))
      }
      return parameters
    }

    private static let shortLength = 4

    private static func short(_ text: String) -> String {
      let hash = Cursor.fingerprint(text)
      return String((String(repeating: "0", count: shortLength) + hash).suffix(shortLength))
    }
  }
}
