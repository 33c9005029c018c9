public import CatalogModel
package import JSON

/// The contradictions of a record, each with its values as JSON: `[{value, source}]`.
struct IssueList {
  private(set) var list: [DataIssue]
  private(set) var changed = false

  init(_ list: [DataIssue]) { self.list = list }

  /// Stores both values of a contradiction.
  mutating func add(_ contradiction: Contradiction, by source: String) {
    var values: [(value: String, source: String?)] = []
    if let index = list.firstIndex(where: { $0.field == contradiction.field }) {
      values = Self.values(of: list[index])
    } else {
      let holders: [String?] = contradiction.holders.filter { $0 != source }
      values = (holders.isEmpty ? [nil] : holders).map { (contradiction.ours, $0) }
    }
    values.removeAll { $0.source == source }
    values.append((contradiction.theirs, source))
    store(contradiction.field, values)
  }

  /// Notes that a source now states the stored value.
  ///
  /// Removes the contradiction if no source states another value.
  mutating func agree(_ field: String, by source: String, value: String) {
    guard let index = list.firstIndex(where: { $0.field == field }) else { return }
    var values = Self.values(of: list[index])
    guard let place = values.firstIndex(where: { $0.source == source }) else { return }
    guard values[place].value != value else { return }
    values[place].value = value
    store(field, values)
  }

  private mutating func store(_ field: String, _ values: [(value: String, source: String?)]) {
    let index = list.firstIndex { $0.field == field }
    let isSettled = Set(values.map(\.value)).count < 2
    let issue = DataIssue(field: field, values: Self.text(values))
    if let index {
      if isSettled { list.remove(at: index) } else { list[index] = issue }
    } else if !isSettled {
      list.append(issue)
    }
    changed = true
  }

  private static func values(of issue: DataIssue) -> [(value: String, source: String?)] {
    let parsed = try? JSONParser.parse(Array(issue.values.utf8))
    return (parsed?.array ?? []).map { entry in
      (entry["value"].map { $0.string ?? FieldText.of($0) } ?? "", entry["source"]?.string)
    }
  }

  private static func text(_ values: [(value: String, source: String?)]) -> String {
    var json = JSONWriter()
    json.beginArray()
    for (value, source) in values {
      json.object { json in
        json.member("value", value)
        json.member("source", source)
      }
    }
    json.endArray()
    return String(decoding: json.bytes, as: UTF8.self)
  }
}

extension DataIssue {
  /// The values for people: `"2026-05-25" according to one, "2026-05-27" according to two`.
  public var displayText: String {
    let parsed = (try? JSONParser.parse(Array(values.utf8)))?.array ?? []
    return parsed.map { entry in
      let value = entry["value"].map { $0.string ?? FieldText.of($0) } ?? ""
      return "\"\(value)\"" + (entry["source"]?.string.map { " according to \($0)" } ?? "")
    }.joined(separator: ", ")
  }
}

/// JSON on one line.
package enum FieldText {
  package static func of(_ value: JSONValue) -> String {
    var json = JSONWriter()
    json.value(value)
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
