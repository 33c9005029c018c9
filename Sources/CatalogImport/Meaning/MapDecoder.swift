import CatalogForm
import CatalogModel

/// Decodes the members of one map, and records which were read, so that it can report unknown keys.
final class MapDecoder {
  let node: Node
  let path: String
  let builder: BatchBuilder
  private var read: [String] = []

  init(_ node: Node, path: String, in builder: BatchBuilder) {
    self.node = node
    self.path = path
    self.builder = builder
  }

  func has(_ name: String) -> Bool { node[name] != nil }

  func value(_ name: String) -> Node? {
    let isFirst = !read.contains(name)
    if isFirst { read.append(name) }
    guard let value = node[name], !value.isNull else { return nil }
    if isFirst { builder.countValue() }
    return value
  }

  /// Returns the unchanged text; nil if it is missing, null or empty.
  func raw(_ name: String) -> String? {
    guard let value = value(name) else { return nil }
    guard let text = value.text else {
      drop("expected a text", name)
      return nil
    }
    guard text.utf8.count <= PlainText.maximumBytes else {
      drop("a text has more than \(PlainText.maximumBytes >> 20) MiB", name)
      return nil
    }
    return text.isEmpty ? nil : withoutControls(text, name)
  }

  private func withoutControls(_ text: String, _ name: String) -> String {
    guard text.unicodeScalars.contains(where: { !$0.isPrintable }) else { return text }
    let rest = ControlCharacters.removed(from: text)
    notice("control characters were removed", name, rest)
    return rest
  }

  /// Returns the text as one line without HTML.
  func line(_ name: String) -> String? { PlainText.line(raw(name)) }

  /// Returns the text as lines without HTML.
  func block(_ name: String) -> String? { PlainText.block(raw(name)) }

  func integer(_ name: String) -> Int? {
    guard let text = line(name) else { return nil }
    guard let number = Int(text), (0...1_000_000_000).contains(number) else {
      drop("expected a whole number from 0 to 1000000000", name, text)
      return nil
    }
    return number
  }

  func number(_ name: String) -> Double? {
    guard let text = line(name) else { return nil }
    guard let number = Double(text), number.isFinite else {
      drop("expected a number", name, text)
      return nil
    }
    return number
  }

  func flag(_ name: String) -> Bool? {
    switch line(name)?.lowercased() {
    case "true", "yes": return true
    case "false", "no": return false
    case nil: return nil
    default:
      drop("expected true or false", name, line(name))
      return nil
    }
  }

  /// Passes the text, in lower case, to `set` if it is an allowed value.
  func choice(_ name: String, _ allowed: [String], _ set: (String) -> Void) {
    guard let text = line(name) else { return }
    if allowed.contains(text.lowercased()) {
      set(text.lowercased())
    } else {
      drop("expected one of \(allowed.joined(separator: ", "))", name, text)
    }
  }

  /// Returns the place in a text; reports a place that is kept as text only.
  func place(_ name: String) -> PlaceText? { place(name, line(name).map { PlaceText.read($0) }) }

  /// Reports a place, read from several fields, that is kept as text only.
  func place(_ name: String, _ read: PlaceText?) -> PlaceText? {
    if let doubt = read?.doubt { notice(doubt, name, line(name)) }
    return read
  }

  /// Returns the texts of a list, or a single text.
  func lines(_ name: String) -> [String] {
    guard let value = value(name) else { return [] }
    if let text = value.text { return PlainText.line(text).map { [$0] } ?? [] }
    let list = value.list ?? []
    if value.members != nil || list.contains(where: { $0.text == nil && !$0.isNull }) {
      drop("expected a text, or a list of texts", name)
    }
    return list.compactMap { PlainText.line($0.text) }
  }

  /// Returns a text that can be an object by language: English, or else the first.
  func localized(_ name: String) -> String? {
    PlainText.line(localizedRaw(name))
  }

  /// Returns the text of `localized` as in the file.
  func localizedRaw(_ name: String) -> String? {
    guard let value = value(name) else { return nil }
    if value.list?.isEmpty == false { drop("expected a text", name) }
    let members = value.members ?? []
    let english =
      members.first { $0.key == "en" } ?? members.first { $0.value.text?.isEmpty == false }
    return (value.text ?? english?.value.text).map { withoutControls($0, name) }
  }

  func fields(_ name: String) -> MapDecoder? {
    guard let value = value(name) else { return nil }
    guard value.members != nil else {
      drop("expected a map", name, value.text)
      return nil
    }
    return MapDecoder(value, path: "\(path)/\(name)", in: builder)
  }

  /// Returns the maps of a list; skips other elements with a problem.
  func children(_ name: String) -> [MapDecoder] {
    guard let value = value(name) else { return [] }
    guard value.list != nil else {
      drop("expected a list", name, value.text)
      return []
    }
    return MapDecoder.maps(in: value, path: "\(path)/\(name)", builder)
  }

  static func maps(in node: Node, path: String, _ builder: BatchBuilder) -> [MapDecoder] {
    (node.list ?? []).enumerated().compactMap { index, element in
      guard element.members != nil else {
        builder.problem(
          .skipped, "expected a map", line: element.line, path: "\(path)/\(index)",
          value: element.text)
        return nil
      }
      return MapDecoder(element, path: "\(path)/\(index)", in: builder)
    }
  }

  /// Marks known keys that the catalog does not use as read.
  func ignore(_ names: String...) {
    read += names
  }

  func reportUnread() {
    for (key, value) in node.members ?? [] where !read.contains(key) {
      builder.problem(
        .notice, "unknown key, ignored: \(key)", line: value.line, path: "\(path)/\(key)",
        value: value.text)
    }
  }

  /// Reports a notice; no data is lost.
  func notice(_ reason: String, _ name: String? = nil, _ value: String? = nil) {
    report(.notice, reason, name, value)
  }

  /// Reports an assumption about a value whose meaning the file leaves open.
  func assume(_ reason: String, _ name: String? = nil, _ value: String? = nil) {
    report(.assumption, reason, name, value)
  }

  /// Reports a dropped value and what is accepted.
  func drop(_ reason: String, _ name: String? = nil, _ value: String? = nil) {
    report(.dropped, reason, name, value)
  }

  /// Reports why the record is skipped.
  func skip(_ reason: String, _ name: String? = nil, _ value: String? = nil) {
    report(.skipped, reason, name, value)
  }

  private func report(
    _ severity: ImportProblem.Severity, _ reason: String, _ name: String?, _ value: String?
  ) {
    let line = name.flatMap { node[$0]?.line } ?? node.line
    builder.problem(
      severity, reason, line: line, path: name.map { "\(path)/\($0)" } ?? path, value: value)
  }
}
