import Catalog

extension YAMLReader {
  /// Parses UTF-8 text; of a list that is not YAML as a whole, the elements that are.
  ///
  /// An element begins at a hyphen at the beginning of a line. One that is not YAML is skipped with a
  /// problem; if none is a map, the text is something else, and the first fault is thrown.
  static func readRecords(
    _ bytes: [UInt8], name: String
  ) throws(ImportProblem) -> (node: Node, notices: [ImportProblem]) {
    do {
      return try read(bytes, name: name)
    } catch {
      guard error.reason.hasPrefix("not YAML"), let rest = records(bytes, name: name) else {
        throw error
      }
      return rest
    }
  }

  private static func records(
    _ bytes: [UInt8], name: String
  ) -> (node: Node, notices: [ImportProblem])? {
    var elements: [Node] = []
    var notices: [ImportProblem] = []
    var aliased = 0
    for (part, linesBefore) in parts(bytes) {
      do {
        let read = try read(part, name: name, linesBefore: linesBefore, aliased: &aliased)
        guard let list = read.node.list else { continue }
        elements += list
        notices += read.notices
      } catch {
        notices.append(
          ImportProblem(.skipped, file: name, line: error.line, reason: error.reason))
      }
    }
    return elements.contains { $0.members != nil } ? (Node(.list(elements), line: 1), notices) : nil
  }

  /// The text cut before each line that begins with a hyphen and a space.
  private static func parts(_ bytes: [UInt8]) -> [(bytes: [UInt8], linesBefore: Int)] {
    var parts: [(bytes: [UInt8], linesBefore: Int)] = []
    var current: [UInt8] = []
    var start = 0
    var number = 0
    for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
      if line.starts(with: [UInt8(ascii: "-"), 0x20]) || line.elementsEqual([UInt8(ascii: "-")]) {
        parts.append((current, start))
        current = []
        start = number
      }
      current += line
      current.append(0x0a)
      number += 1
    }
    parts.append((current, start))
    return parts
  }
}
