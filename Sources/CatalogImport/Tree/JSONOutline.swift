/// The keys in the outer three levels of a JSON text that may be cut off: "schedule/conference",
/// "talks/[]/code".
struct JSONOutline {
  private(set) var paths: Set<String> = []
  /// The value of the top-level member "type".
  private(set) var type: String?
  /// The number of top-level values, each on a line of its own.
  private(set) var lines = 0

  static func read(_ bytes: ArraySlice<UInt8>) -> JSONOutline {
    var outline = JSONOutline()
    outline.scan(bytes)
    return outline
  }

  private mutating func scan(_ bytes: ArraySlice<UInt8>) {
    var stack: [String] = []
    var isKeyNext = false
    var text: String?
    var position = bytes.startIndex
    while position < bytes.endIndex {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        guard let end = Self.end(of: bytes, from: position + 1) else { return }
        text = String(decoding: bytes[(position + 1)..<end], as: UTF8.self)
        position = end
        if !isKeyNext, stack == ["type"] { type = text }
      case UInt8(ascii: ":"):
        if isKeyNext, let text, stack.count <= 4 {
          if !stack.isEmpty { stack[stack.count - 1] = text }
          if stack.count <= 3 { paths.insert(stack.joined(separator: "/")) }
        }
        isKeyNext = false
      case UInt8(ascii: ","): isKeyNext = stack.last != "[]"
      case UInt8(ascii: "{"):
        if stack.isEmpty { lines += 1 }
        stack.append("")
        isKeyNext = true
      case UInt8(ascii: "["):
        if stack.isEmpty { lines += 1 }
        stack.append("[]")
        isKeyNext = false
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if stack.popLast() == nil { return }
      default: break
      }
      position += 1
    }
  }

  private static func end(of bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    var position = start
    while position < bytes.endIndex {
      if bytes[position] == UInt8(ascii: "\"") { return position }
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }
}
