import CatalogForm
import CatalogModel
import JSON

extension CatalogWriter {
  /// Passes a change to the observer, member by member.
  func observe(
    _ operation: RecordChange.Operation, _ kind: RecordKind, _ slug: String, before: [UInt8]?,
    after: [UInt8]?
  ) {
    guard let observer else { return }
    let old = Self.members(before)
    let new = Self.members(after)
    var fields: [(name: String, before: String?, after: String?)] = []
    func add(_ name: String, _ before: JSONValue?, _ after: JSONValue?) {
      let (was, value) = (before.flatMap(Self.text), after.flatMap(Self.text))
      // A member without a value before and after has not changed.
      if before != after, was != nil || value != nil { fields.append((name, was, value)) }
    }
    for (name, value) in new { add(name, old.first { $0.name == name }?.value, value) }
    for (name, value) in old where !new.contains(where: { $0.name == name }) {
      add(name, value, nil)
    }
    observer(RecordChange(operation: operation, kind: kind.rawValue, slug: slug, fields: fields))
  }

  private static func members(_ object: [UInt8]?) -> [(name: String, value: JSONValue)] {
    guard let object, case .object(let value)? = try? JSONParser.parse(object) else { return [] }
    return value.members.filter { !["type", "id"].contains($0.name) }
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .null, .array([]): nil
    default: FieldText.of(value)
    }
  }
}
