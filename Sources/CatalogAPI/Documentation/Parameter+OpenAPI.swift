import CatalogForm
import JSON

extension Parameter {
  /// Writes the parameter as an OpenAPI object.
  func describe(to json: inout JSONWriter) {
    json.object { json in
      json.member("name", name)
      json.member("in", "query")
      if isRequired { json.member("required", true) }
      json.member("description", description)
      json.object("schema", schema)
      switch kind {
      case .choices, .names, .fields, .members, .integers, .sort:
        json.member("style", "form")
        json.member("explode", true)
        if !example.isEmpty {
          json.list("example", example.split(separator: ",")) { item($1, &$0) }
        }
      case .integer:
        if let number = Int(example) { json.member("example", number) }
      case .flag:
        json.member("allowEmptyValue", true)
      default:
        if !example.isEmpty { json.member("example", example) }
      }
    }
  }

  private func item(_ text: Substring, _ json: inout JSONWriter) {
    if case .integers = kind { json.value(Int(text)) } else { json.value(String(text)) }
  }

  private func schema(_ json: inout JSONWriter) {
    switch kind {
    case .flag: json.member("type", "boolean")
    case .integer(let range): write(range, to: &json)
    case .integers(let range):
      json.member("type", "array")
      json.object("items") { write(range, to: &$0) }
    case .choices(let values), .fields(let values):
      json.member("type", "array")
      json.object("items") { json in
        json.member("type", "string")
        json.member("enum", values)
      }
    case .members(let names):
      json.member("type", "array")
      json.object("items") { json in
        json.member("type", "string")
        json.member("enum", names.all)
      }
    case .sort(let values):
      json.member("type", "array")
      json.object("items") { json in
        json.member("type", "string")
        json.member("enum", values + values.map { "-\($0)" })
      }
    case .oneOf(let values):
      json.member("type", "string")
      json.member("enum", values)
    case .names:
      json.member("type", "array")
      json.object("items") { json in
        json.member("type", "string")
        json.member("minLength", 1)
      }
    case .text, .cursor, .zone, .instant, .span, .day, .month, .duration, .point, .distance:
      json.member("type", "string")
      if let pattern { json.member("pattern", pattern) }
    }
  }

  /// A pattern that every valid value matches; nil for the other kinds of parameters.
  private var pattern: String? {
    switch kind {
    case .month: #"^\d{4}-(0[1-9]|1[0-2])$"#
    case .duration: #"^[1-9]\d{0,3}[dwm]$"#
    case .distance: #"^[1-9]\d{0,4}km$"#
    default: nil
    }
  }

  private func write(_ range: ClosedRange<Int>, to json: inout JSONWriter) {
    json.member("type", "integer")
    json.member("minimum", range.lowerBound)
    json.member("maximum", range.upperBound)
  }
}
