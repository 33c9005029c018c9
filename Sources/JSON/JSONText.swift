/// Changes to JSON text as bytes, without parsing it to values.
///
/// All functions require valid, compact JSON of this program.
public enum JSONText {
  /// Returns the text with line breaks and `width` spaces per level.
  public static func indented(_ text: [UInt8], width: Int = 2) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count * 3 / 2)
    var depth = 0
    var index = 0
    func newLine() {
      result.append(0x0a)
      result.append(contentsOf: repeatElement(0x20, count: depth * width))
    }
    while index < text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "\""):
        let end = stringEnd(text[...], index)
        result.append(contentsOf: text[index..<end])
        index = end
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        result.append(byte)
        if index + 1 < text.count, text[index + 1] == byte + 2 {
          result.append(byte + 2)
          index += 1
        } else {
          depth += 1
          newLine()
        }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        newLine()
        result.append(byte)
      case UInt8(ascii: ","):
        result.append(byte)
        newLine()
      case UInt8(ascii: ":"):
        result.append(byte)
        result.append(0x20)
      default: result.append(byte)
      }
      index += 1
    }
    return result
  }

  /// The members of an object: their names without quotes, and their complete text.
  public static func members(
    of object: ArraySlice<UInt8>
  ) -> [(name: ArraySlice<UInt8>, whole: ArraySlice<UInt8>)] {
    var members: [(name: ArraySlice<UInt8>, whole: ArraySlice<UInt8>)] = []
    var index = object.startIndex + 1
    while index < object.endIndex, object[index] == UInt8(ascii: "\"") {
      let nameEnd = stringEnd(object, index)
      let end = valueEnd(object, nameEnd + 1)
      members.append((object[(index + 1)..<(nameEnd - 1)], object[index..<end]))
      index = end + 1
    }
    return members
  }

  public static func elements(of list: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var elements: [ArraySlice<UInt8>] = []
    var index = list.startIndex + 1
    while index < list.endIndex, list[index] != UInt8(ascii: "]") {
      let end = valueEnd(list, index)
      elements.append(list[index..<end])
      index = end + 1
    }
    return elements
  }

  /// The index after the string whose opening quote is at `start`.
  private static func stringEnd(_ text: ArraySlice<UInt8>, _ start: Int) -> Int {
    var index = start + 1
    while index < text.endIndex, text[index] != UInt8(ascii: "\"") {
      index += text[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(index + 1, text.endIndex)
  }

  /// The index after the value at `start`.
  private static func valueEnd(_ text: ArraySlice<UInt8>, _ start: Int) -> Int {
    var depth = 0
    var index = start
    while index < text.endIndex {
      switch text[index] {
      case UInt8(ascii: "\""):
        index = stringEnd(text, index)
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return index }
        depth -= 1
      case UInt8(ascii: ","): if depth == 0 { return index }
      default: break
      }
      index += 1
    }
    return index
  }
}
