import CatalogModel
package import JSON

/// An error in a document from outside or in a record that a client sends, at a JSON Pointer (RFC
/// 6901).
public struct InputMistake: Error, Sendable, Equatable, CustomStringConvertible {
  public var pointer: String
  /// The offending value as JSON text, shortened to 80 characters; `nil` if a member is missing.
  public var value: String?
  /// "unknown-member", "missing", "invalid-value", "too-long", "long", "unknown-reference",
  /// "contradiction" or "outside-limit".
  public var code: String
  /// A description of the accepted values.
  public var expected: String
  public var suggestion: String?

  package init(
    _ pointer: String, _ value: String?, _ code: String, _ expected: String,
    suggestion: String? = nil
  ) {
    (self.pointer, self.value, self.code) = (pointer, value, code)
    (self.expected, self.suggestion) = (expected, suggestion)
  }

  /// Whether the record does not have the member; what it does have is valid.
  public var isUnknownMember: Bool { code == "unknown-member" }
  /// Whether the value is longer than clients may write, and was kept.
  public var isLongValue: Bool { code == "long" }
  /// Whether the record is valid in spite of it.
  public var isNotice: Bool { isUnknownMember || isLongValue }

  package static func unknownMember(
    _ pointer: String, _ value: String? = nil, suggestion: String? = nil
  ) -> Self {
    Self(pointer, value, "unknown-member", "no such member", suggestion: suggestion)
  }

  public var description: String {
    var text = "\(pointer): expected \(expected)"
    if let value { text += ", found \(value)" }
    if let suggestion { text += "; did you mean \(suggestion)?" }
    return text
  }
}

/// Decodes the members of one JSON object and collects all errors instead of stopping at the first.
///
/// Confined to the task that decodes the document.
package final class ObjectReader {
  /// The errors of one document, shared by the readers of all its objects.
  final class Report {
    private(set) var mistakes: [InputMistake] = []
    private(set) var errorCount = 0
    /// Whether the outermost lists drop records with errors, so that the others can be used.
    ///
    /// A notice is not an error in this sense.
    var dropsMistaken = false
    /// Whether values that are longer than clients may write are kept, with a notice.
    var keepsLong = false

    func add(_ mistake: InputMistake) {
      mistakes.append(mistake)
      if !mistake.isNotice { errorCount += 1 }
    }
  }

  let pointer: String
  let report: Report
  let object: JSONObject
  /// The names that were read, for suggestions.
  private var asked: [String] = []
  /// Whether each member of the object was read, by index.
  private var seen: [Bool]
  /// The index after that of the last member that was read.
  private var following = 0

  init(_ object: JSONObject, pointer: String = "", report: Report = Report()) {
    self.object = object
    seen = [Bool](repeating: false, count: object.members.count)
    asked.reserveCapacity(32)
    self.pointer = pointer
    self.report = report
  }

  /// The names of all members.
  var names: [String] { object.members.map(\.name) }

  /// Whether the object has the member, even as null.
  func has(_ name: String) -> Bool { object[name] != nil }

  /// Returns the name under which the object has a member: `name`, or one of its former names.
  func current(_ name: String, formerNames others: [String]) -> String {
    others.isEmpty || has(name) ? name : others.first(where: has) ?? name
  }

  /// Returns the member's text; `nil` if it is absent, null or empty.
  func string(_ name: String, within bounds: Bounds = .short) -> String? {
    text(name, within: bounds).flatMap { $0.isEmpty ? nil : $0 }
  }

  private func text(_ name: String, within bounds: Bounds = .short) -> String? {
    guard let value = member(name) else { return nil }
    guard case .string(let text) = value else { return wrong(name, value, "a string") }
    check(text, name, within: bounds)
    return text
  }

  /// Reports a text that is too long or has control characters.
  private func check(_ text: String, _ name: String, within bounds: Bounds) {
    if !bounds.allows(text) {
      reportLength(name, .string(text), bounds.length, "characters", text.unicodeScalars.count)
    }
    if Bounds.hasControls(text) {
      report(name, .string(text), "a text without control characters")
    }
  }

  /// Returns false for a list that is too long, and reports it.
  private func checkCount(of elements: [JSONValue], _ name: String, _ value: JSONValue) -> Bool {
    guard elements.count > Bounds.elements else { return true }
    reportLength(name, value, Bounds.elements, "elements", elements.count)
    return report.keepsLong
  }

  private func reportLength(
    _ name: String, _ value: JSONValue, _ maximum: Int, _ unit: String, _ count: Int
  ) {
    report.add(
      InputMistake(
        "\(pointer)/\(name)", Self.shortened(value), report.keepsLong ? "long" : "too-long",
        "at most \(maximum.grouped) \(unit) long; it has \(count.grouped)"))
  }

  func required(_ name: String) -> String {
    if let text = string(name), !text.isBlank { return text }
    switch member(name) {
    case nil: report(name, nil, "a string")
    case .string(let text)?:
      report(name, .string(text), "a string that is not empty or blank")
    default: break
    }
    return ""
  }

  /// Returns a slug as `Slug.isValid` accepts it; reports any other text.
  func slug(_ name: String = "id") -> String {
    let text = required(name)
    if !text.isEmpty, !Slug.isValid(text) {
      report(name, .string(text), Slug.expectation)
    }
    return text
  }

  func choice(_ name: String, _ allowed: [String]) -> String? {
    guard let text = text(name) else { return nil }
    if allowed.contains(text) { return text }
    report(
      name, .string(text), "one of \(allowed.joined(separator: ", "))",
      suggestion: Suggestion.nearest(to: text, among: allowed, limit: 1).first)
    return nil
  }

  /// Returns a whole number within bounds; 2027.0 is one, too.
  func integer(_ name: String, within bounds: Bounds = .short) -> Int? {
    guard let value = member(name) else { return nil }
    var number: Int?
    if case .integer(let whole) = value { number = Int(exactly: whole) }
    if case .number(let double) = value { number = Int(exactly: double) }
    guard let number, bounds.range.contains(number) else {
      return wrong(
        name, value,
        "a whole number from \(bounds.range.lowerBound) to \(bounds.range.upperBound)")
    }
    return number
  }

  func number(_ name: String) -> Double? {
    guard let value = member(name) else { return nil }
    switch value {
    case .integer(let number): return Double(number)
    case .number(let number): return number
    default: return wrong(name, value, "a number")
    }
  }

  func bool(_ name: String) -> Bool? {
    guard let value = member(name) else { return nil }
    guard case .bool(let flag) = value else { return wrong(name, value, "true or false") }
    return flag
  }

  /// Returns the strings of a list; `nil` if the member is absent or null.
  func strings(_ name: String) -> [String]? {
    guard let value = member(name) else { return nil }
    guard case .array(let elements) = value else {
      return wrong(name, value, "a list of strings")
    }
    guard checkCount(of: elements, name, value) else { return nil }
    return elements.enumerated().compactMap { index, element in
      if case .string(let text) = element {
        check(text, "\(name)/\(index)", within: .short)
        return text
      }
      report("\(name)/\(index)", element, "a string")
      return nil
    }
  }

  /// Returns the speakers of a list.
  ///
  /// Each is a slug or, as in responses and exports, an object with `id` and an optional `role`.
  func speakers(_ name: String) -> [SpeakerReference]? {
    guard let value = member(name) else { return nil }
    guard case .array(let elements) = value else {
      return wrong(name, value, "a list of IDs")
    }
    guard checkCount(of: elements, name, value) else { return nil }
    return elements.enumerated().compactMap { index, element in
      guard let slug = element.string ?? element["id"]?.string else {
        report("\(name)/\(index)", element, "an ID, or an object with an id")
        return nil
      }
      switch element["role"] {
      case nil, .null?, .string(SpeakerReference.usualRole)?: return SpeakerReference(to: slug)
      case .string(let role)? where SpeakerReference.roles.contains(role):
        return SpeakerReference(to: slug, as: role)
      case let role?:
        let roles = SpeakerReference.roles.joined(separator: ", ")
        report("\(name)/\(index)/role", role, "one of \(roles)")
        return nil
      }
    }
  }

  func reader(_ name: String) -> ObjectReader? {
    guard let value = member(name) else { return nil }
    guard case .object(let object) = value else { return wrong(name, value, "an object") }
    return ObjectReader(object, pointer: "\(pointer)/\(name)", report: report)
  }

  /// Maps each object of a list, and reports its unread members.
  func list<Element>(_ name: String, _ map: (ObjectReader) -> Element) -> [Element] {
    guard let value = member(name) else { return [] }
    guard case .array(let elements) = value else {
      report(name, value, "a list of objects")
      return []
    }
    // A document can have any number of records.
    let isOfRecord = !pointer.isEmpty || object["type"] != nil
    guard !isOfRecord || checkCount(of: elements, name, value) else { return [] }
    return elements.enumerated().compactMap { index, element in
      guard case .object(let object) = element else {
        report("\(name)/\(index)", element, "an object")
        return nil
      }
      let reader = ObjectReader(object, pointer: "\(pointer)/\(name)/\(index)", report: report)
      let errorCount = report.errorCount
      let mapped = map(reader)
      reader.reportUnread()
      return report.dropsMistaken && pointer.isEmpty && report.errorCount > errorCount
        ? nil : mapped
    }
  }

  /// The accepted type of a member that is stored as JSON text.
  enum Shape: String, Sendable {
    case object = "an object"
    case objects = "a list of objects"
    case list = "a list"

    fileprivate func holds(_ value: JSONValue) -> Bool {
      func isObject(_ value: JSONValue) -> Bool { if case .object = value { true } else { false } }
      return switch self {
      case .object: isObject(value)
      case .objects: value.array?.allSatisfy(isObject) ?? false
      case .list: value.array != nil
      }
    }
  }

  /// Returns the member as compact JSON text; reports a value of another type.
  func raw(_ name: String, _ shape: Shape, bytes maximum: Int = Bounds.jsonBytes) -> String? {
    guard let value = member(name) else { return nil }
    guard shape.holds(value) else {
      report(name, value, shape.rawValue)
      return nil
    }
    let text = Self.text(value)
    if text.utf8.count > maximum {
      reportLength(name, value, maximum, "bytes", text.utf8.count)
    }
    return text
  }

  /// Reports unread members, so that a misspelt name is not ignored silently.
  func reportUnread() {
    for (index, (name, value)) in object.members.enumerated() where !seen[index] {
      report.add(
        .unknownMember(
          "\(pointer)/\(name)", Self.shortened(value),
          suggestion: Suggestion.nearest(to: name, among: asked.sorted(), limit: 1).first))
    }
  }

  /// Marks derived members of an export as read, so that they are not reported.
  func ignore(_ names: String...) { ignore(names) }

  func ignore(_ names: [String]) {
    for name in names {
      asked.append(name)
      if let index = object.index(of: name) { seen[index] = true }
    }
  }

  func report(
    _ name: String, _ value: JSONValue?, _ expected: String, suggestion: String? = nil
  ) {
    report.add(
      InputMistake(
        "\(pointer)/\(name)", value.map(Self.shortened), value == nil ? "missing" : "invalid-value",
        expected, suggestion: suggestion))
  }

  private func wrong<Result>(_ name: String, _ value: JSONValue, _ expected: String) -> Result? {
    report(name, value, expected)
    return nil
  }

  private func member(_ name: String) -> JSONValue? {
    asked.append(name)
    // Most documents have the members in the order in which they are read.
    let isNext = following < object.members.count && object.members[following].name == name
    guard let index = isNext ? following : object.index(of: name) else { return nil }
    following = index + 1
    seen[index] = true
    if case .null = object.members[index].value { return nil }
    return object.members[index].value
  }

  private static func shortened(_ value: JSONValue) -> String { String(text(value).prefix(80)) }

  package static func text(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.value(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension String {
  /// Whether nothing of the text shows.
  fileprivate var isBlank: Bool {
    unicodeScalars.allSatisfy {
      $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint
    }
  }
}
