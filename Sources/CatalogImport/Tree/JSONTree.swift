import CatalogForm
import JSON

/// Parses JSON to a tree: strictly, except for the bare `NaN` and `Infinity` of Python.
enum JSONTree {
  /// Maximum number of values; each takes many times its own length in memory.
  static let maximumValues = 20_000_000

  static func read(
    _ bytes: [UInt8], name: String
  ) throws(ImportProblem) -> (node: Node, notices: [ImportProblem]) {
    try refuse(bytes, ofMoreThan: maximumValues, name, "split the file")
    do {
      return (Node(try JSONParser.parse(bytes, numbers: .text)), [])
    } catch {
      let (mended, lines) = withoutNaN(bytes)
      var notices = lines.map { line, word in
        ImportProblem(
          .assumption, file: name, line: line, reason: "not strict JSON; assumed to be null",
          value: word)
      }
      do {
        let (value, repetitions) = try JSONParser.parseRepeating(mended, numbers: .text)
        // The line of each is counted from the start of the file.
        for repetition in repetitions.prefix(1_000) {
          notices.append(
            ImportProblem(
              .assumption, file: name, line: repetition.line,
              reason: "the key \(repetition.name) occurs twice; the last value was used",
              value: "\(words(repetition.first)), then \(words(repetition.last))"))
        }
        return (Node(value), notices)
      } catch {
        throw problem(error, name)
      }
    }
  }

  private static func words(_ value: JSONValue) -> String {
    switch Node(value).content {
    case .text(let text): text
    case .null: "nothing"
    case .list, .map: "a collection"
    }
  }

  /// Refuses a text with too many values, estimated by its commas.
  static func refuse(
    _ bytes: [UInt8], ofMoreThan values: Int, _ name: String, _ advice: String
  ) throws(ImportProblem) {
    var commas = 0
    for byte in bytes { commas &+= byte == UInt8(ascii: ",") ? 1 : 0 }
    guard commas >= values else { return }
    throw ImportProblem(
      .refused, file: name, reason: "has more than \(values) values; \(advice)")
  }

  private static func problem(_ error: JSONError, _ name: String) -> ImportProblem {
    ImportProblem(
      .refused, file: name, line: error.line,
      reason: "not JSON: \(error.reason) (column \(error.column))")
  }

  /// Returns the text with `null` for each `NaN`, `Infinity` and `-Infinity` outside strings, and
  /// their positions.
  private static func withoutNaN(_ bytes: [UInt8]) -> ([UInt8], [(line: Int, word: String)]) {
    let words = ["NaN", "-Infinity", "Infinity"].map { ($0, Array($0.utf8)) }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var found: [(line: Int, word: String)] = []
    var line = 1
    var isInString = false
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x0a { line += 1 }
      if isInString {
        if byte == UInt8(ascii: "\\"), position + 1 < bytes.count {
          out += bytes[position...(position + 1)]
          position += 2
          continue
        }
        if byte == UInt8(ascii: "\"") { isInString = false }
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if byte == UInt8(ascii: "N") || byte == UInt8(ascii: "I") || byte == UInt8(ascii: "-"),
        let (word, letters) = words.first(where: { bytes[position...].starts(with: $0.1) })
      {
        found.append((line, word))
        out += Array("null".utf8)
        position += letters.count
        continue
      }
      out.append(byte)
      position += 1
    }
    return (out, found)
  }
}
