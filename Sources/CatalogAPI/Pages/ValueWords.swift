import Catalog
import CatalogForm
import CatalogModel
import JSON

/// Values of fields in words, for readers of a history: names instead of codes.
struct ValueWords {
  let reader: CatalogReader

  /// The fields whose objects are shown as one text.
  private static let whole: Set = ["dates", "locations", "verification"]
  /// The fields whose values are codes from fixed lists.
  private static let codes: Set = [
    "kind", "status", "format", "programme_status", "deadlines_status", "declared_status", "state",
    "precision", "certainty", "session_kinds", "rel",
  ]
  private static let named: [String: CodeKind] = [
    "topics": .topic, "audiences": .audience, "series": .series, "country": .country,
    "region": .region,
  ]

  /// Returns both values as one text each, if the field is not better shown member by member.
  func texts(
    _ field: String, _ before: JSONValue, _ after: JSONValue
  ) -> (before: String?, after: String?)? {
    guard Self.whole.contains(field) else { return nil }
    let texts = (text(field, before), text(field, after))
    return texts.0 == texts.1 ? nil : texts
  }

  /// Returns a value in words; nil if it is empty.
  func text(_ field: String, _ value: JSONValue) -> String? {
    guard value != .null, value != .array([]) else { return nil }
    switch field {
    case "dates":
      let dates = value["edtf"]?.string.flatMap {
        try? EventDates(edtf: $0, text: value["text"]?.string)
      }
      return dates?.pageText ?? value.prose
    case "locations":
      return value.array?.map(place).distinct.joined(separator: "; ") ?? value.prose
    case "verification":
      let checked = value["checked_at"]?.string.map { "checked on \(Self.inWords($0))" }
      return [value["state"]?.string.map(CodeText.of), checked].compactMap(\.self)
        .joined(separator: ", ")
    case "deadlines":
      return value.array?.map(deadline).joined(separator: "; ") ?? value.prose
    default: break
    }
    let texts = (value.array ?? [value]).map { element in
      guard let text = element.string else { return element.prose }
      if let kind = Self.named[field] { return (try? reader.names.label(kind, text)) ?? text }
      return Self.codes.contains(field) ? CodeText.of(text) : Self.inWords(text)
    }
    return texts.joined(separator: "; ")
  }

  private func place(_ value: JSONValue) -> String {
    let isVirtual = value["virtual"] == .bool(true)
    let place = Location(
      city: value["city"]?.string, region: value["region"]?.string,
      country: value["country"]?.string, certainty: "stated", text: value["text"]?.string,
      isVirtual: isVirtual)
    let candidate = value["certainty"]?.string == "candidate" ? "perhaps" : nil
    let names = [value["venue"]?.string, place.placeText(reader.context())].compactMap(\.self)
    return [candidate, names.isEmpty ? value.prose : names.joined(separator: ", ")]
      .compactMap(\.self).joined(separator: " ")
  }

  private func deadline(_ value: JSONValue) -> String {
    let name = value["label"]?.string ?? value["kind"]?.string.map(CodeText.of)
    let time = [value["local"]?.string.map(Self.inWords), value["time_zone_declared"]?.string]
      .compactMap(\.self).joined(separator: " ")
    guard let name, !time.isEmpty else { return value.prose }
    return "\(name): \(time)"
  }

  /// Returns a day or a time in words; any other text as it is.
  static func inWords(_ text: String) -> String {
    guard let day = Day(String(text.prefix(10))) else { return text }
    if text.utf8.count == 10 { return day.displayText }
    if let instant = Instant.parse(rfc3339: text)?.instant { return instant.inWords }
    let clock = text.dropFirst(11).prefix(5)
    guard text.utf8.count == 19, clock.contains(":") else { return text }
    return "\(day.displayText), \(clock)"
  }
}

extension JSONValue {
  private static let maximumProse = 300

  /// Whether the value is null or an empty array.
  var isEmpty: Bool { self == .null || self == .array([]) }

  /// The value as text without the punctuation of JSON.
  var prose: String {
    let text =
      switch self {
      case .string(let text): text
      case .array(let values): values.map(\.prose).joined(separator: "; ")
      case .object(let object):
        object.members.filter { $0.name != "type" && !$0.value.isEmpty }
          .map { "\($0.name.replacing("_", with: " ")): \($0.value.prose)" }.joined(separator: ", ")
      default: shortText
      }
    return text.count > Self.maximumProse ? "\(text.prefix(Self.maximumProse))…" : text
  }
}
