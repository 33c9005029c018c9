import CatalogForm
import CatalogModel
import JSON

extension ImportFormat {
  static let catalogJSON = ImportFormat(
    "json", "native format as JSON: a document, a record, or a response of the API",
    matches: { file in
      file.hasJSON("data/[]/type") || file.hasJSON("data/type")
        || file.syntax == .json && NativeFormat.isType(file.outline.type)
        || file.syntax == .json && !file.outline.paths.isDisjoint(with: NativeFormat.collections)
    },
    decode: .files { (file, _, builder) throws(ImportProblem) in
      try NativeFormat.read(json: try TextDecoding.utf8(file), into: builder)
    })

  public static let catalogNDJSON = ImportFormat(
    "ndjson", "native format as NDJSON: one record per line",
    matches: { file in
      guard file.syntax == .json || file.syntax == .damagedJSON else { return false }
      return file.outline.lines > 1
        || file.name.hasSuffix("ndjson") && file.outline.paths.isSuperset(of: ["type", "id"])
    },
    decode: .files { (file, _, builder) throws(ImportProblem) in
      NativeFormat.read(lines: try TextDecoding.lines(file), into: builder)
    })
}

/// The native format: a JSON document, or NDJSON with one record per line.
enum NativeFormat {
  /// Maximum number of values in a document, which is held in memory; a record with two values can
  /// take a thousand bytes.
  static let maximumValues = 4_000_000

  /// Whether the type of a record is, or is similar to, one of the catalog.
  fileprivate static func isType(_ name: String?) -> Bool {
    guard let name else { return false }
    return !Suggestion.nearest(to: name, among: CatalogDocument.types, limit: 1).isEmpty
  }

  /// The names of the lists in a document.
  fileprivate static let collections: Set = [
    "sources", "topics", "audiences", "places", "venues", "series", "conferences", "tracks",
    "rooms",
    "speakers", "sessions", "recommendations", "guide",
  ]

  static func read(
    json bytes: [UInt8], into builder: BatchBuilder, maximumValues: Int = maximumValues
  ) throws(ImportProblem) {
    try JSONTree.refuse(
      bytes, ofMoreThan: maximumValues, builder.file,
      "as NDJSON, one record per line, it can have any size")
    var value: JSONValue
    do {
      value = try JSONParser.parse(bytes, numbers: .doublesOrText)
      if bytes.withUnsafeBufferPointer(mayHaveControls) {
        value = withoutControls(value, line: nil, "", builder)
      }
    } catch {
      throw ImportProblem(
        .refused, file: builder.file, line: error.line,
        reason: "not JSON: \(error.reason) (column \(error.column))")
    }
    guard case .object(var object) = value else {
      throw ImportProblem(.refused, file: builder.file, reason: "expected an object")
    }
    builder.countValue(memberCount(of: object))
    var deadlines = OwnDeadlines(builder)
    var names = OwnNames()
    for record in object["data"].map({ $0.array ?? [$0] }) ?? [value] { names.add(record) }
    names.finish(builder)
    if let data = object["data"] {
      let others = data.array?.filter { !deadlines.add($0, line: nil) }
      if let others {
        object = JSONObject([("data", .array(others))])
      } else if deadlines.add(data, line: nil) {
        object = JSONObject([])
      }
    }
    deadlines.finish()
    let (document, mistakes) = CatalogDocument.decodingValidRecords(in: object)
    let count = builder.document.sessions.count
    builder.document.append(document)
    report(mistakes, line: nil, builder)
    dropImpossibleEnds(from: count, line: nil, builder)
  }

  /// Whether a JSON text has an escape that can be a control character.
  private static func mayHaveControls(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var rest = text[...]
    while let slash = rest.firstIndex(of: UInt8(ascii: "\\")), slash + 1 < rest.endIndex {
      switch text[slash + 1] {
      case UInt8(ascii: "b"), UInt8(ascii: "f"): return true
      case UInt8(ascii: "u"):
        if text[(slash + 2)...].starts(with: "00".utf8) { return true }
      default: break
      }
      rest = text[(slash + 2)...]
    }
    return false
  }

  /// Returns the value without control characters in its texts, which are reported.
  private static func withoutControls(
    _ value: JSONValue, line: Int?, _ path: String, _ builder: BatchBuilder
  ) -> JSONValue {
    switch value {
    case .string(let text):
      guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }), text.printable != text else {
        return value
      }
      let rest = ControlCharacters.removed(from: text)
      builder.problem(
        .notice, "control characters were removed", line: line, path: path, value: rest)
      return .string(rest)
    case .array(let elements):
      return .array(
        elements.enumerated().map {
          withoutControls($0.element, line: line, "\(path)/\($0.offset)", builder)
        })
    case .object(let object):
      return .object(
        JSONObject(
          object.members.map {
            ($0.name, withoutControls($0.value, line: line, "\(path)/\($0.name)", builder))
          }))
    case .null, .bool, .integer, .number: return value
    }
  }

  /// Drops the ends of sessions that end before they start.
  private static func dropImpossibleEnds(from first: Int, line: Int?, _ builder: BatchBuilder) {
    for index in first..<builder.document.sessions.count {
      let session = builder.document.sessions[index]
      guard let start = session.startsAt, let end = session.endsAt, end.instant < start.instant
      else { continue }
      builder.document.sessions[index].endsAt = nil
      builder.problem(
        .dropped, "the session \(session.id) ends before it starts", line: line,
        value: "\(start.instant.formatted(offset: start.offset)) to"
          + " \(end.instant.formatted(offset: end.offset))")
    }
  }

  private static func memberCount(of document: JSONObject) -> Int {
    var count = 0
    for (_, value) in document.members {
      guard case .array(let records) = value else { continue }
      for case .object(let record) in records { count += record.members.count }
    }
    return count
  }

  /// Reads NDJSON: ignores empty lines and skips lines that are not JSON or not UTF-8.
  static func read(lines bytes: [UInt8], into builder: BatchBuilder) {
    bytes.withUnsafeBufferPointer { bytes in
      var rest = bytes
      var number = 0
      var deadlines = OwnDeadlines(builder)
      var names = OwnNames()
      defer {
        deadlines.finish()
        names.finish(builder)
      }
      while !rest.isEmpty {
        number += 1
        let line = LineEnds.firstLine(rest)
        rest = UnsafeBufferPointer(rebasing: rest.dropFirst(line.count + 1))
        guard line.contains(where: { $0 > 0x20 }) else { continue }
        builder.count("lines")
        do throws(JSONError) {
          var record = try JSONParser.parse(line, numbers: .doublesOrText)
          if mayHaveControls(line) {
            record = withoutControls(record, line: number, "", builder)
          }
          if case .object(let object) = record { builder.countValue(object.members.count) }
          names.add(record)
          if deadlines.add(record, line: number) { continue }
          let count = builder.document.sessions.count
          report(builder.document.append(record, ofFile: true), line: number, builder)
          dropImpossibleEnds(from: count, line: number, builder)
        } catch {
          builder.problem(
            .skipped, "not JSON: \(error.reason) (column \(error.column))", line: number)
        }
      }
    }
  }

  static func report(_ mistakes: [InputMistake], line: Int?, _ builder: BatchBuilder) {
    var left: ArraySlice<Substring>?
    for mistake in mistakes {
      let isNotice = mistake.isNotice
      let hint = mistake.suggestion.map { "; did you mean \($0)?" } ?? ""
      var problem = ImportProblem(
        isNotice ? .notice : .skipped, file: builder.file, line: line, path: mistake.pointer,
        reason: (mistake.isUnknownMember
          ? "unknown member; it was ignored"
          : "expected \(mistake.expected)"
            + (mistake.isLongValue ? "; it was kept, as in the catalog that exported it" : ""))
          + hint,
        value: mistake.value)
      if !isNotice {
        // In a document the first two steps of a pointer lead to a record.
        let record = line == nil ? mistake.pointer.split(separator: "/").prefix(2) : []
        problem.isOneMore = left == record
        left = record
      }
      builder.add(problem)
    }
  }
}
