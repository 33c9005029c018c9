import Catalog

/// A mark in the place of bytes that are no text: a file with a few of them is read, and the records
/// that hold one are left out.
///
/// The mark is U+FDD0, a noncharacter, which no text may hold.
enum Marks {
  /// A text with more of them, or with more than one in a thousand bytes, is of another encoding, or
  /// is no text.
  private static let maximum = 20
  private static let mark: UInt32 = 0xfdd0
  private static let bytes: [UInt8] = [0xef, 0xb7, 0x90]
  static let reason = "holds bytes that are not UTF-8, or a NUL"

  /// The text with a mark for each byte that is not UTF-8, and for each NUL; nil for too many.
  static func put(in text: [UInt8]) -> [UInt8]? {
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

  /// How many bytes the character at a position has; zero where there is none.
  private static func length(of text: [UInt8], at position: Int) -> Int {
    let first = text[position]
    if first < 0x80 { return first == 0 ? 0 : 1 }
    let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
    guard first >= 0xc2, position + length <= text.count else { return 0 }
    return String(validating: text[position..<(position + length)], as: UTF8.self) == nil
      ? 0 : length
  }

  static func isIn(_ text: String) -> Bool { text.unicodeScalars.contains { $0.value == mark } }

  static func isIn(_ text: [UInt8]) -> Bool {
    var start = text.startIndex
    while let found = text[start...].firstIndex(of: bytes[0]) {
      if text[found...].starts(with: bytes) { return true }
      start = found + 1
    }
    return false
  }

  static func isIn(_ element: XMLElement) -> Bool {
    isIn(element.text) || element.attributes.contains { isIn($0.value) }
      || element.children.contains { isIn($0) }
  }
}

extension Node {
  /// The tree without the records that hold a mark: elements of lists, and else maps in maps.
  ///
  /// Nil where this node itself is to be left out, with all that is beside it in its record.
  func withoutMarks(path: String = "", _ leaveOut: (Node, String) -> Void) -> Node? {
    switch content {
    case .null: return self
    case .text(let text): return Marks.isIn(text) ? nil : self
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
        if Marks.isIn(key) { return nil }
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
  /// The tree without the events and persons that hold a mark.
  func withoutMarks(_ leaveOut: (XMLElement) -> Void) -> XMLElement {
    var copy = self
    copy.children = children.compactMap { child in
      guard child.name == "event" || child.name == "person" && !child.children.isEmpty else {
        return child.withoutMarks(leaveOut)
      }
      guard Marks.isIn(child) else { return child }
      leaveOut(child)
      return nil
    }
    return copy
  }
}
