/// A marker for invalid bytes: a file with few of them is imported without the records that contain
/// one.
///
/// The marker is U+FDD0, a noncharacter, which valid texts do not contain.
enum InvalidByteMarker {
  /// Maximum number of markers in a text, and at most one per thousand bytes; a text with more is
  /// binary or has another encoding.
  private static let maximum = 20
  private static let mark: UInt32 = 0xfdd0
  private static let bytes: [UInt8] = [0xef, 0xb7, 0x90]
  static let reason = "has bytes that are not UTF-8, or a NUL"

  /// Returns the text with a marker for each byte that is not UTF-8 and each NUL; nil if there are
  /// too many.
  static func inserted(into text: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    out.reserveCapacity(text.count + 3 * maximum)
    let maximum = min(maximum, 1 + text.count / 1_000)
    var count = 0
    var position = 0
    while position < text.count {
      let length = length(of: text, at: position)
      if length > 0 {
        out += text[position..<(position + length)]
        position += length
      } else {
        count += 1
        guard count <= maximum else { return nil }
        out += bytes
        position += 1
      }
    }
    return out
  }

  /// Returns the length in bytes of the character at a position; 0 if it is invalid.
  private static func length(of text: [UInt8], at position: Int) -> Int {
    let first = text[position]
    if first < 0x80 { return first == 0 ? 0 : 1 }
    let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
    guard first >= 0xc2, position + length <= text.count else { return 0 }
    return String(validating: text[position..<(position + length)], as: UTF8.self) == nil
      ? 0 : length
  }

  static func occurs(in text: String) -> Bool { text.unicodeScalars.contains { $0.value == mark } }

  static func occurs(in text: [UInt8]) -> Bool {
    var start = text.startIndex
    while let found = text[start...].firstIndex(of: bytes[0]) {
      if text[found...].starts(with: bytes) { return true }
      start = found + 1
    }
    return false
  }

  static func occurs(in element: XMLElement) -> Bool {
    occurs(in: element.text) || element.attributes.contains { occurs(in: $0.value) }
      || element.children.contains { occurs(in: $0) }
  }
}

extension Node {
  /// Returns the tree without the records that contain a marker: elements of lists, or else maps in
  /// maps.
  ///
  /// Returns nil if the record of this node itself is invalid.
  func withoutMarks(path: String = "", _ leaveOut: (Node, String) -> Void) -> Node? {
    switch content {
    case .null: return self
    case .text(let text): return InvalidByteMarker.occurs(in: text) ? nil : self
    case .list(let elements):
      var kept: [Node] = []
      for (index, element) in elements.enumerated() {
        let path = "\(path)/\(index)"
        if let element = element.withoutMarks(path: path, leaveOut) {
          kept.append(element)
        } else if element.members != nil {
          leaveOut(element, path)
        } else {
          return nil
        }
      }
      return Node(.list(kept), line: line)
    case .map(let members):
      var kept: [(key: String, value: Node)] = []
      for (key, value) in members {
        if InvalidByteMarker.occurs(in: key) { return nil }
        if let value = value.withoutMarks(path: "\(path)/\(key)", leaveOut) {
          kept.append((key: key, value: value))
        } else if value.members != nil {
          leaveOut(value, "\(path)/\(key)")
        } else {
          return nil
        }
      }
      return Node(.map(kept), line: line)
    }
  }
}

extension XMLElement {
  /// Returns the tree without the events and persons that contain a marker.
  func withoutMarks(_ leaveOut: (XMLElement) -> Void) -> XMLElement {
    var copy = self
    copy.children = children.compactMap { child in
      guard child.name == "event" || child.name == "person" && !child.children.isEmpty else {
        return child.withoutMarks(leaveOut)
      }
      guard InvalidByteMarker.occurs(in: child) else { return child }
      leaveOut(child)
      return nil
    }
    return copy
  }
}
