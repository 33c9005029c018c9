import CatalogModel
import JSON

extension ObjectReader {
  /// Returns the fields that the object states as empty or with their default value; `nil` if there
  /// are none.
  ///
  /// These are the fields that `clear` names, and members such as `"links": []` or
  /// `"status": "scheduled"`. A null member states nothing.
  func emptied<Record: CatalogRecord>(_ record: Record) -> [String]? {
    var names = cleared(Record.self)
    for (name, value) in object.members {
      let isEmpty: Bool
      switch value {
      case .string(let text): isEmpty = text.isEmpty || Self.defaulted.contains(name)
      case .array(let elements): isEmpty = elements.isEmpty
      case .object(let object): isEmpty = object.members.isEmpty || name == "verification"
      case .integer: isEmpty = Self.defaulted.contains(name)
      case .null, .bool, .number: isEmpty = false
      }
      guard isEmpty else { continue }
      let field = Record.fields.first { $0.name == name || $0.formerName == name }
      let isStated = field?.isUnknown(record) ?? Self.beside.contains(name)
      if isStated { names.append(field?.name ?? name) }
    }
    return names.isEmpty ? nil : names
  }

  /// Members that are not fields of the merge and can be emptied too.
  private static let beside = ["verification", "sources", "data_issues"]

  /// The fields that have a default value in some kind of record.
  private static let defaulted: Set<String> = {
    func names<Record>(_ fields: [Field<Record>]) -> [String] {
      fields.filter(\.hasDefault).map(\.name)
    }
    return Set(
      names(Conference.fields) + names(Series.fields) + names(Session.fields)
        + names(Place.fields) + names(GuideItem.fields))
  }()

  private func cleared<Record: CatalogRecord>(_: Record.Type) -> [String] {
    guard let names = strings("clear") else { return [] }
    let known = Record.fields.map(\.name)
    return names.enumerated().map { index, name in
      if let field = Record.fields.first(where: { $0.formerName == name }) { return field.name }
      if !known.contains(name) {
        report(
          "clear/\(index)", .string(name), "one of \(known.joined(separator: ", "))",
          suggestion: Suggestion.nearest(to: name, among: known, limit: 1).first)
      }
      return name
    }
  }
}
