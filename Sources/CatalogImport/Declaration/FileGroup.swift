import CatalogForm
import CatalogModel

/// Files that are decoded together into one batch.
struct FileGroup {
  var format: ImportFormat
  /// The path of the file, or of the common folder.
  var origin: String
  var files: [InputFile]

  func read(_ parameters: ImportParameters) -> ImportBatch {
    let builder = BatchBuilder(
      source: parameters.source ?? format.source(origin), origin: origin, system: format.system,
      scope: format.scope(origin))
    builder.recurrenceSteps = parameters.maximumRecurrenceSteps
    format.decoder.read(self, parameters, builder)
    var batch = builder.batch
    batch.fileCount = files.count
    batch.keepBounds()
    for index in batch.document.sessions.indices {
      batch.document.sessions[index].nameSpeakersOnce()
    }
    return batch
  }

  /// Returns the text of a file without control characters, with `InvalidByteMarker` in place of
  /// invalid bytes.
  static func text(
    _ file: InputFile, _ builder: BatchBuilder
  ) throws(ImportProblem) -> [UInt8] {
    let (file, notices) = ControlCharacters.removed(from: file)
    notices.forEach(builder.add)
    return try TextDecoding.marked(file)
  }

  /// Parses a file as JSON or as YAML.
  static func tree(_ file: InputFile, _ builder: BatchBuilder) throws(ImportProblem) -> Node {
    let bytes = try text(file, builder)
    let first = bytes.first { $0 > 0x20 }
    // JSON is mostly valid YAML, but is parsed by the stricter rules of JSON.
    let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    let (node, notices) =
      isJSON
      ? try JSONTree.read(bytes, name: file.name)
      : try YAMLReader.readRecords(bytes, name: file.name)
    notices.forEach(builder.add)
    guard InvalidByteMarker.occurs(in: bytes) else { return node }
    let whole = node.withoutMarks { record, path in
      builder.problem(.skipped, InvalidByteMarker.reason, line: record.line, path: path)
    }
    guard let whole else {
      throw ImportProblem(.refused, file: file.name, reason: InvalidByteMarker.reason)
    }
    return whole
  }

  static func xml(_ file: InputFile, _ builder: BatchBuilder) throws(ImportProblem) -> XMLElement {
    let declared = XMLReader.declaredEncoding(file.bytes)
    let (clean, notices) = ControlCharacters.removed(from: file)
    notices.forEach(builder.add)
    let bytes = try TextDecoding.marked(clean, declared: declared)
    var references: [Int] = []
    let root = try XMLReader.read(bytes, name: file.name, controls: &references)
    for line in references {
      builder.problem(.notice, "control characters were removed", line: line)
    }
    builder.countValue(root.valueCount)
    guard InvalidByteMarker.occurs(in: bytes) else { return root }
    let whole = root.withoutMarks { record in
      builder.problem(
        .skipped, InvalidByteMarker.reason, line: record.line, path: "\(record.name)",
        value: record[attribute: "id"])
    }
    if InvalidByteMarker.occurs(in: whole) {
      throw ImportProblem(.refused, file: file.name, reason: InvalidByteMarker.reason)
    }
    return whole
  }
}

extension Session {
  /// Drops each speaker that the session names before in the same role.
  fileprivate mutating func nameSpeakersOnce() {
    var named: Set<String> = []
    speakers = speakers.filter { named.insert("\($0.role ?? "") \($0.id)").inserted }
  }
}
