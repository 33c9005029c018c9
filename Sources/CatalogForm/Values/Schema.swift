package import JSON

/// The part of JSON Schema (2020-12, the dialect of OpenAPI 3.1) that responses need.
package indirect enum Schema: Sendable {
  case string
  /// A string with a format: "date", "date-time", "uri".
  case format(String)
  /// One of these strings.
  case values([String])
  case integer, number, boolean
  /// Any JSON value of the catalog; its arrays contain no arrays.
  case json
  /// An object with any members. It has a name, since code generators need one for each object.
  case anyObject
  /// An object with any member names and these values.
  case map(Schema)
  case array(Schema)
  case object([Member])
  /// A reference to a named schema of the OpenAPI document.
  case named(String)
  /// A value of any of these schemas.
  case either([Schema])
  /// A value of exactly one of these named schemas. If `byType` names them too, the member `type` of
  /// the value selects one, as code generators need it.
  case oneOf([String], byType: [String: String] = [:])
  /// A value of the schema that does not have all members of any of these lists, which are the
  /// required members of other schemas.
  case lacking([[String]], Schema)
  /// A value of the schema, or null if it is unknown.
  case orNull(Schema)
  /// A value of the schema within bounds, such as `maxLength`.
  case bounded(Schema, KeyValuePairs<String, Int>)

  /// The name of `anyObject` in the OpenAPI document.
  package static let anyObjectName = "JSONObject"

  package static let date = Schema.format("date")
  package static let instant = Schema.format("date-time")
  package static let url = Schema.format("uri")
  package static let texts = Schema.array(.string)

  /// A member of an object.
  package struct Member: Sendable {
    package let name: String
    package let schema: Schema
    package let description: String?
    /// Whether every response has the member, even as null.
    package let isRequired: Bool

    package init(
      _ name: String, _ schema: Schema, _ description: String? = nil, optional: Bool = false
    ) {
      self.name = name
      self.schema = schema
      self.description = description
      isRequired = !optional
    }

    /// The member in a response with `fields=`, which may omit it or parts of it.
    package var selectable: Member { Member(name, schema.selectable, description, optional: true) }
  }

  private var selectable: Schema {
    switch self {
    case .named(let name): .named(Self.selection(of: name))
    case .object(let members): .object(members.map(\.selectable))
    case .array(let element): .array(element.selectable)
    case .orNull(let schema): .orNull(schema.selectable)
    case .bounded(let schema, let bounds): .bounded(schema.selectable, bounds)
    case .either(let schemas): .either(schemas.map(\.selectable))
    // Without required members they do not exclude each other.
    case .oneOf(let names, _): .either(names.map { .named(Self.selection(of: $0)) })
    default: self
    }
  }

  /// Returns the name of a schema's variant for responses with `fields=`, without required members.
  package static func selection(of name: String) -> String {
    name.hasSuffix("Selection") ? name : "\(name)Selection"
  }

  /// The members of an object; empty for any other schema.
  package var members: [Member] {
    switch self {
    case .object(let members): members
    case .lacking(_, let schema): schema.members
    default: []
    }
  }

  package var required: [String] { members.filter(\.isRequired).map(\.name) }

  package func write(to json: inout JSONWriter, description: String? = nil) {
    json.object { json in
      write(into: &json)
      if let description { json.member("description", description) }
    }
  }

  /// Writes the members of the schema's JSON object.
  private func write(into json: inout JSONWriter) {
    switch self {
    case .string: json.member("type", "string")
    case .format(let format):
      json.member("type", "string")
      json.member("format", format)
    case .values(let values):
      json.member("type", "string")
      json.member("enum", values)
    case .integer: json.member("type", "integer")
    case .number: json.member("type", "number")
    case .boolean: json.member("type", "boolean")
    case .json: Self.writeAny(into: &json)
    case .anyObject: json.member("$ref", Self.reference(Self.anyObjectName))
    case .map(let value):
      json.member("type", "object")
      json.key("additionalProperties")
      value.write(to: &json)
    case .array(let element):
      json.member("type", "array")
      json.key("items")
      element.write(to: &json)
    case .object(let members): write(members, into: &json)
    case .named(let name): json.member("$ref", Self.reference(name))
    case .either(let schemas): json.list("anyOf", schemas) { $1.write(to: &$0) }
    case .oneOf(let names, let byType):
      json.list("oneOf", names) { Schema.named($1).write(to: &$0) }
      guard !byType.isEmpty else { return }
      json.object("discriminator") { json in
        json.member("propertyName", "type")
        json.object("mapping") { json in
          for (type, name) in byType.sorted(by: { $0.key < $1.key }) {
            json.member(type, Self.reference(name))
          }
        }
      }
    case .lacking(let others, let schema):
      if case .named = schema {
        json.list("allOf", [schema]) { $1.write(to: &$0) }
      } else {
        schema.write(into: &json)
      }
      json.object("not") { json in
        json.list("anyOf", others) { json, names in json.object { $0.member("required", names) } }
      }
    case .orNull(let schema): schema.writeNullable(into: &json)
    case .bounded(let schema, let bounds):
      schema.write(into: &json)
      json.members(bounds)
    }
  }

  private static func reference(_ name: String) -> String { "#/components/schemas/\(name)" }

  /// Writes a schema for each type and for array elements, since code generators reject an array
  /// without one and fail at a list of types that has "object".
  private static func writeAny(into json: inout JSONWriter) {
    let plain: [Schema?] = [.string, .number, .boolean, .anyObject, nil]
    json.list("anyOf", plain + [.array(.either(plain.compactMap(\.self)))]) { json, schema in
      guard let schema else { return json.object { $0.member("type", "null") } }
      schema.write(to: &json)
    }
  }

  private func write(_ members: [Member], into json: inout JSONWriter) {
    json.member("type", "object")
    let required = Schema.object(members).required
    if !required.isEmpty { json.member("required", required) }
    json.object("properties") { json in
      for member in members {
        json.key(member.name)
        member.schema.write(to: &json, description: member.description)
      }
    }
  }

  private func writeNullable(into json: inout JSONWriter) {
    switch self {
    case .string: json.member("type", ["string", "null"])
    case .format(let format):
      json.member("type", ["string", "null"])
      json.member("format", format)
    case .integer: json.member("type", ["integer", "null"])
    case .number: json.member("type", ["number", "null"])
    case .boolean: json.member("type", ["boolean", "null"])
    case .json: Self.writeAny(into: &json)
    case .bounded(let schema, let bounds):
      schema.writeNullable(into: &json)
      json.members(bounds)
    default:
      json.list("anyOf", [self, nil] as [Schema?]) { json, schema in
        guard let schema else { return json.object { $0.member("type", "null") } }
        schema.write(to: &json)
      }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func members(_ bounds: KeyValuePairs<String, Int>) {
    for (name, value) in bounds { member(name, value) }
  }
}
