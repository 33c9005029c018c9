import CatalogForm

extension YAMLReader {
  /// Parses UTF-8 text; if it is a list or map of records with invalid entries, returns the valid
  /// ones.
  ///
  /// An entry of a list begins with a hyphen at the start of a line, an entry of a map with a key
  /// there. Invalid entries are skipped with a problem. If no entry is a map, throws the first
  /// error.
  static func readRecords(
    _ bytes: [UInt8], name: String
  ) throws(ImportProblem) -> (node: Node, notices: [ImportProblem]) {
    do {
      return try read(bytes, name: name)
    } catch {
      guard error.reason.hasPrefix("not YAML") else { throw error }
      let hyphen = UInt8(ascii: "-")
      if let list = entries(
        bytes, name: name, { $0.first == hyphen && ($0.count == 1 || $0[1] == 0x20) })
      {
        return (Node(.list(list.nodes.flatMap { $0.list ?? [] }), line: 1), list.notices)
      }
      let isKey = { (line: [UInt8]) in
        line.first.map { $0 > 0x20 && $0 != hyphen && $0 != UInt8(ascii: "#") } ?? false
      }
      guard let map = entries(bytes, name: name, isKey) else { throw error }
      return (Node(.map(map.nodes.flatMap { $0.members ?? [] }), line: 1), map.notices)
    }
  }

  /// Returns the entries of a text, split before the lines at which one begins; nil if none is a
  /// map.
  private static func entries(
    _ bytes: [UInt8], name: String, _ begins: ([UInt8]) -> Bool
  ) -> (nodes: [Node], notices: [ImportProblem])? {
    var nodes: [Node] = []
    var notices: [ImportProblem] = []
    var shared = Shared()
    for (part, linesBefore) in parts(bytes, begins) {
      do {
        let read = try read(part, name: name, linesBefore: linesBefore, &shared)
        nodes.append(read.node)
        notices += read.notices
      } catch {
        notices.append(
          ImportProblem(.skipped, file: name, line: error.line, reason: error.reason))
      }
    }
    let holdsRecord = nodes.contains { node in
      (node.list ?? node.members?.map(\.value) ?? []).contains { $0.members != nil }
    }
    return holdsRecord ? (nodes, notices) : nil
  }

  private static func parts(
    _ bytes: [UInt8], _ begins: ([UInt8]) -> Bool
  ) -> [(bytes: [UInt8], linesBefore: Int)] {
    var parts: [(bytes: [UInt8], linesBefore: Int)] = []
    var current: [UInt8] = []
    var start = 0
    var number = 0
    for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
      let line = Array(line)
      if begins(line) {
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
