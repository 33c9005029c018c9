import Catalog

/// Files that are read together into one batch.
struct FileGroup {
  var format: ImportFormat
  /// The file, or the folder of several.
  var origin: String
  var files: [NamedBytes]

  /// The folder whose files of this format belong together; nil where each stands alone.
  static func folder(_ path: String, _ format: ImportFormat) -> String? {
    let folder = Paths.folder(path)
    switch format {
    case .confsTech: return folder
    case .miniConf, .aclConference:
      let parts = Paths.parts(folder)
      // The site's data may lie in folders below it.
      let inner = ["data", "configs", "sitedata"]
      guard let last = parts.last, inner.contains(last) || last.hasSuffix("_data") else {
        return folder
      }
      return Paths.folder(folder)
    case .pyvideo: return Paths.name(folder) == "videos" ? Paths.folder(folder) : folder
    default: return nil
    }
  }

  func read(_ parameters: ImportParameters) -> ImportBatch {
    let builder = BatchBuilder(
      source: parameters.source ?? source, origin: origin, system: system, scope: scope)
    switch format {
    case .hfDeadlines: trees(builder) { HFDeadlines.read($1, into: builder) }
    case .pwcDeadlines, .secDeadlines: trees(builder) { PWCDeadlines.read($1, into: builder) }
    case .ccfDeadlines: trees(builder) { CCFDeadlines.read($1, into: builder) }
    case .ccfAcceptance: trees(builder) { CCFAcceptance.read($1, into: builder) }
    case .tobnaDeadlines:
      each(builder) { (file) throws(ImportProblem) in
        let node = try Self.tree(file, builder)
        guard node.members != nil else {
          return builder.problem(.refused, "expected a map of editions", line: node.line)
        }
        TobnaDeadlines.read(node, into: builder)
      }
    case .pythonDeadlines: trees(builder) { PythonDeadlines.read($1, into: builder) }
    case .confsTech:
      trees(builder) { ConfsTech.read($1, topic: Paths.stem($0.name), into: builder) }
    case .scheduleJSON:
      each(builder) { (file) throws(ImportProblem) in
        ScheduleJSON.read(try Self.tree(file, builder), parameters, into: builder)
      }
    case .scheduleXML:
      each(builder) { (file) throws(ImportProblem) in
        ScheduleXML.read(try Self.xml(file, builder), parameters, into: builder)
      }
    case .pretalxWidget:
      each(builder) { (file) throws(ImportProblem) in
        PretalxWidget.read(
          try Self.tree(file, builder), name: file.name, parameters, into: builder)
      }
    case .miniConf: MiniConf.read(files, origin: origin, parameters, into: builder)
    case .aclConference: acl(parameters, builder)
    case .iCalendar:
      each(builder) { (file) throws(ImportProblem) in
        let (calendars, notices) = try ICalendarReader.read(file: file)
        notices.forEach(builder.add)
        calendars.forEach { builder.countValue($0.propertyCount) }
        ICalendarEvents.read(calendars, file: file.name, parameters, into: builder)
      }
    case .pyvideo: PyVideo.read(files, origin: origin, parameters, into: builder)
    case .csv:
      each(builder) { (file) throws(ImportProblem) in
        let bytes = try Self.text(file, builder)
        let table = try CSVReader.read(bytes, name: file.name, skipsLongRows: true)
        try TableRows.read(table, parameters, into: builder)
      }
    case .catalogJSON:
      each(builder) { (file) throws(ImportProblem) in
        try OwnForm.read(json: try TextDecoding.utf8(file), into: builder)
      }
    case .catalogNDJSON:
      each(builder) { (file) throws(ImportProblem) in
        OwnForm.read(lines: try TextDecoding.lines(file), into: builder)
      }
    }
    var batch = builder.batch
    batch.fileCount = files.count
    return batch
  }

  /// The one file with the conference, and the site's configuration beside it.
  private func acl(_ parameters: ImportParameters, _ builder: BatchBuilder) {
    var config: Node?
    for file in files where Paths.stem(file.name) == "config" {
      config = (try? YAMLReader.read(file.bytes, name: file.name))?.node
    }
    let tables = files.compactMap { file in
      ["csv", "tsv"].contains(file.name.suffix(3))
        ? try? CSVReader.read(TextDecoding.marked(file), name: file.name) : nil
    }
    each(builder) { (file) throws(ImportProblem) in
      guard ImportReader.detect(file) == .aclConference || files.count == 1 else { return }
      ACLConference.read(
        try Self.tree(file, builder), config: config, slots: TalkSlots(tables), origin: origin,
        parameters, into: builder)
    }
  }

  /// Reads the files one after the other; one that cannot be read is a problem.
  private func each(
    _ builder: BatchBuilder, _ read: (NamedBytes) throws(ImportProblem) -> Void
  ) {
    for file in files {
      builder.file = file.name
      do throws(ImportProblem) {
        try read(file)
      } catch {
        builder.add(error)
      }
    }
  }

  /// Reads files that are lists in JSON or YAML.
  private func trees(_ builder: BatchBuilder, _ read: (NamedBytes, Node) -> Void) {
    each(builder) { (file) throws(ImportProblem) in
      let node = try Self.tree(file, builder)
      guard node.list != nil else {
        return builder.problem(.refused, "expected a list", line: node.line)
      }
      read(file, node)
    }
  }

  /// The text of a file without control characters, with `Marks` for bytes that are no text.
  private static func text(
    _ file: NamedBytes, _ builder: BatchBuilder
  ) throws(ImportProblem) -> [UInt8] {
    let (file, notices) = ControlCharacters.removed(from: file)
    notices.forEach(builder.add)
    return try TextDecoding.marked(file)
  }

  /// Parses a file as JSON or as YAML.
  static func tree(_ file: NamedBytes, _ builder: BatchBuilder) throws(ImportProblem) -> Node {
    let bytes = try text(file, builder)
    let first = bytes.first { $0 > 0x20 }
    // YAML's flow style is JSON's too, but only JSON has its rules.
    let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    let (node, notices) =
      isJSON
      ? try JSONTree.read(bytes, name: file.name)
      : try YAMLReader.readRecords(bytes, name: file.name)
    notices.forEach(builder.add)
    guard Marks.isIn(bytes) else { return node }
    let whole = node.withoutMarks { record, path in
      builder.problem(.skipped, Marks.reason, line: record.line, path: path)
    }
    guard let whole else { throw ImportProblem(.refused, file: file.name, reason: Marks.reason) }
    return whole
  }

  static func xml(_ file: NamedBytes, _ builder: BatchBuilder) throws(ImportProblem) -> XMLElement {
    let declared = XMLReader.declaredEncoding(file.bytes)
    let bytes = try TextDecoding.marked(file, declared: declared)
    let root = try XMLReader.read(bytes, name: file.name)
    builder.countValue(root.valueCount)
    guard Marks.isIn(bytes) else { return root }
    let whole = root.withoutMarks { record in
      builder.problem(
        .skipped, Marks.reason, line: record.line, path: "\(record.name)",
        value: record[attribute: "id"])
    }
    if Marks.isIn(whole) { throw ImportProblem(.refused, file: file.name, reason: Marks.reason) }
    return whole
  }

  private var source: Source? {
    switch format {
    case .hfDeadlines: HFDeadlines.source
    case .pwcDeadlines: PWCDeadlines.source
    case .secDeadlines: PWCDeadlines.securitySource
    case .ccfDeadlines, .ccfAcceptance: CCFDeadlines.source
    case .tobnaDeadlines: TobnaDeadlines.source
    case .pythonDeadlines: PythonDeadlines.source
    case .confsTech: ConfsTech.source
    case .pyvideo: PyVideo.source
    case .csv: Source(id: SlugText.make([Paths.stem(origin), "csv"]), title: Paths.name(origin))
    default: nil
    }
  }

  private var system: String {
    switch format {
    case .ccfDeadlines, .ccfAcceptance: "ccf"
    case .hfDeadlines: "hf"
    case .tobnaDeadlines: "tobna"
    // The same guids stand in the JSON and in the XML of one programme.
    case .scheduleJSON, .scheduleXML: "frab"
    case .pretalxWidget: "pretalx"
    case .aclConference: "acl"
    default: format.rawValue
    }
  }

  /// Where in its source a file stands, wherever it lies here.
  private var scope: String {
    let parts = Paths.parts(origin)
    switch format {
    case .ccfDeadlines, .ccfAcceptance:
      // "AI/icml"; a series may lie in a folder of its own below its area.
      let root = parts.lastIndex { $0 == "conference" || $0 == "accept_rates" }
      let area = root.flatMap { parts.dropLast().dropFirst($0 + 1).first } ?? parts.dropLast().last
      return [area, Paths.stem(origin)].compactMap { $0 }.joined(separator: "/")
    case .hfDeadlines, .tobnaDeadlines: return Paths.stem(origin)
    default: return ""
    }
  }
}

extension ICalendarComponent {
  /// How many properties stand in it and in the components below it.
  fileprivate var propertyCount: Int {
    properties.count + components.reduce(0) { $0 + $1.propertyCount }
  }
}
