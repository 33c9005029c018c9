/// A JSON text as a value (RFC 8259).
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number without fraction and exponent that fits 64 bits.
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The member of an object, or nil.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let object) = self else { return nil }
    return object[name]
  }

  /// The element of an array, or nil.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  public var integer: Int? {
    guard case .integer(let number) = self else { return nil }
    return Int(number)
  }

  public var array: [JSONValue]? {
    guard case .array(let elements) = self else { return nil }
    return elements
  }
}

/// The members of a JSON object in order, with unique names.
public struct JSONObject: Sendable, Equatable {
  public private(set) var members: [(name: String, value: JSONValue)]
  /// The index of each name in `members`; empty for few members, which are searched linearly.
  private var positions: [String: Int] = [:]
  private static let searched = 24

  public init() {
    members = []
  }

  /// Keeps the first of several members with the same name.
  public init(_ members: [(name: String, value: JSONValue)]) {
    self.init()
    for (name, value) in members { _ = add(name, value) }
  }

  public subscript(name: String) -> JSONValue? {
    index(of: name).map { members[$0].value }
  }

  public func index(of name: String) -> Int? {
    if positions.isEmpty { return members.firstIndex { $0.name == name } }
    return positions[name]
  }

  /// Adds a member; returns false and adds nothing if the name exists.
  mutating func add(_ name: String, _ value: JSONValue) -> Bool {
    if members.count < Self.searched {
      if members.contains(where: { $0.name == name }) { return false }
    } else {
      if positions.isEmpty {
        for (index, member) in members.enumerated() {
          positions[member.name] = index
        }
      }
      if positions[name] != nil { return false }
    }
    if !positions.isEmpty { positions[name] = members.count }
    if members.isEmpty { members.reserveCapacity(8) }
    members.append((name, value))
    return true
  }

  /// Replaces the value of a member that exists.
  mutating func replace(_ name: String, _ value: JSONValue) {
    if let index = index(of: name) { members[index].value = value }
  }

  public static func == (one: JSONObject, other: JSONObject) -> Bool {
    one.members.count == other.members.count
      && zip(one.members, other.members).allSatisfy { $0.name == $1.name && $0.value == $1.value }
  }
}
