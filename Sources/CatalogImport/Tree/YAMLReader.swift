import CYAML
import CatalogForm

/// Parses a YAML 1.1 document with libyaml.
///
/// Collections can be nested `maximumDepth` deep, and aliases can repeat at most `maximumAliased`
/// nodes, so that a few lines cannot expand to billions. Tags are ignored. Several documents
/// are read as one list of their records.
struct YAMLReader {
  static let maximumDepth = 64
  /// Maximum bytes of a text; its nodes take many times as much memory.
  static let maximumBytes = 32 << 20
  static let maximumAliased = 100_000

  private struct Frame {
    var node: Node
    var key: String?
    var isMap: Bool
    var anchor: String?
    var elements: [Node] = []
    var members: [(key: String, value: Node)] = []
    var size = 1
  }

  private let name: String
  private var linesBefore = 0
  private var frames: [Frame] = []
  private var shared = Shared()
  private var root: Node?
  private var documents: [Node] = []
  private var hasDocument = false
  private(set) var notices: [ImportProblem] = []

  private init(name: String) {
    self.name = name
  }

  /// Parses UTF-8 text; reports keys that occur twice in a map.
  static func read(
    _ bytes: [UInt8], name: String
  ) throws(ImportProblem) -> (node: Node, notices: [ImportProblem]) {
    var shared = Shared()
    return try read(bytes, name: name, linesBefore: 0, &shared)
  }

  /// State shared by the parts of a text: the anchors, and the number of nodes that aliases have
  /// repeated.
  struct Shared {
    fileprivate var anchors: [String: (node: Node, size: Int)] = [:]
    fileprivate var aliased = 0
  }

  static func read(
    _ bytes: [UInt8], name: String, linesBefore: Int, _ shared: inout Shared
  ) throws(ImportProblem) -> (node: Node, notices: [ImportProblem]) {
    guard bytes.count <= maximumBytes else {
      throw ImportProblem(
        .refused, file: name,
        reason: "is YAML of more than \(maximumBytes >> 20) MiB; split the file")
    }
    var reader = YAMLReader(name: name)
    reader.linesBefore = linesBefore
    reader.shared = shared
    defer { shared = reader.shared }
    try reader.run(bytes)
    return (reader.root ?? Node(.null), reader.notices)
  }

  private func refuse(_ reason: String, line: Int) -> ImportProblem {
    ImportProblem(.refused, file: name, line: line, reason: reason)
  }

  private mutating func run(_ bytes: [UInt8]) throws(ImportProblem) {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { throw refuse("out of memory", line: 1) }
    defer { yaml_parser_delete(&parser) }
    // The parser keeps the pointer, but uses it only in `yaml_parser_parse`, within the closure.
    var failure: ImportProblem?
    bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      do throws(ImportProblem) {
        try events(&parser)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  private mutating func events(_ parser: inout yaml_parser_t) throws(ImportProblem) {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(&parser, &event) == 1 else {
        let reason = parser.problem.map { String(cString: $0) } ?? "not YAML"
        throw refuse("not YAML: \(reason)", line: Int(parser.problem_mark.line) + 1 + linesBefore)
      }
      defer { yaml_event_delete(&event) }
      let line = Int(event.start_mark.line) + 1 + linesBefore
      switch event.type {
      case YAML_STREAM_END_EVENT:
        if documents.count > 1 {
          root = Node(.list(documents.flatMap { $0.list ?? [$0] }), line: 1)
        }
        return
      case YAML_DOCUMENT_START_EVENT:
        // An anchor is known within its document only (YAML 1.2.2, section 3.2.2.2).
        if hasDocument { shared.anchors = [:] }
        hasDocument = true
      case YAML_DOCUMENT_END_EVENT:
        if let root, !root.isNull { documents.append(root) }
        root = documents.first
      case YAML_SCALAR_EVENT: try scalar(event.data.scalar, line)
      case YAML_ALIAS_EVENT: try alias(String(cString: event.data.alias.anchor), line)
      case YAML_SEQUENCE_START_EVENT:
        try open(Node(.null, line: line), isMap: false, anchor: event.data.sequence_start.anchor)
      case YAML_MAPPING_START_EVENT:
        try open(Node(.null, line: line), isMap: true, anchor: event.data.mapping_start.anchor)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: try close()
      default: break
      }
    }
  }

  private mutating func scalar(
    _ scalar: yaml_event_t.__Unnamed_union_data.__Unnamed_struct_scalar, _ line: Int
  ) throws(ImportProblem) {
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    let text = String(decoding: bytes, as: UTF8.self)
    let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
    let isNull = isPlain && ["", "~", "null", "Null", "NULL"].contains(text)
    let node = Node(isNull ? .null : .text(text), line: line)
    if let anchor = scalar.anchor { shared.anchors[Self.text(anchor)] = (node, 1) }
    try add(node, size: 1, keyText: text)
  }

  private mutating func alias(_ name: String, _ line: Int) throws(ImportProblem) {
    guard let target = shared.anchors[name] else {
      throw refuse("not YAML: the alias *\(name)* has no anchor", line: line)
    }
    shared.aliased += target.size
    guard shared.aliased <= Self.maximumAliased else {
      throw refuse("aliases expand to more than \(Self.maximumAliased) nodes", line: line)
    }
    try add(Node(target.node.content, line: line), size: target.size, keyText: target.node.text)
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>) -> String {
    String(cString: UnsafePointer(pointer))
  }

  private mutating func open(
    _ node: Node, isMap: Bool, anchor: UnsafeMutablePointer<yaml_char_t>?
  ) throws(ImportProblem) {
    guard frames.count < Self.maximumDepth else {
      throw refuse("nested deeper than \(Self.maximumDepth) levels", line: node.line)
    }
    if let top = frames.last, top.isMap, top.key == nil {
      throw refuse("a key must be a text, not a list or a map", line: node.line)
    }
    frames.append(Frame(node: node, isMap: isMap, anchor: anchor.map { Self.text($0) }))
  }

  private mutating func close() throws(ImportProblem) {
    guard let frame = frames.popLast() else { return }
    let node = Node(
      frame.isMap ? .map(frame.members) : .list(frame.elements), line: frame.node.line)
    if let anchor = frame.anchor { shared.anchors[anchor] = (node, frame.size) }
    try add(node, size: frame.size, keyText: nil)
  }

  private mutating func add(_ node: Node, size: Int, keyText: String?) throws(ImportProblem) {
    guard var top = frames.popLast() else {
      root = node
      return
    }
    top.size += size
    if !top.isMap {
      top.elements.append(node)
    } else if let key = top.key {
      if top.members.count < 200, let first = top.members.last(where: { $0.key == key }) {
        let values = [first.value, node].map { $0.text ?? ($0.isNull ? "nothing" : "a collection") }
        notices.append(
          ImportProblem(
            .assumption, file: name, line: node.line,
            reason: "the key \(key) occurs twice; the last value was used",
            value: values.joined(separator: ", then ")))
      }
      top.members.append((key: key, value: node))
      top.key = nil
    } else if let keyText {
      top.key = keyText
    } else {
      throw refuse("a key must be a text, not a list or a map", line: node.line)
    }
    frames.append(top)
  }
}
