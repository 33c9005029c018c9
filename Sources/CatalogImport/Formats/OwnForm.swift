import Catalog
import CatalogModel
import JSON

extension ImportFormat {
  static let catalogJSON = ImportFormat(
    "json", "the catalog's own JSON: a document, a record, or an answer of the API",
    matches: { file in
      file.hasJSON("data/[]/type") || file.hasJSON("data/type")
        || file.syntax == .json && OwnForm.isType(file.outline.type)
        || file.syntax == .json && !file.outline.paths.isDisjoint(with: OwnForm.collections)
    },
    decode: .files { (file, _, builder) throws(ImportProblem) in
      try OwnForm.read(json: try TextDecoding.utf8(file), into: builder)
    })

  public static let catalogNDJSON = ImportFormat(
    "ndjson", "the catalog's own JSON, one record a line",
    matches: { file in
      guard file.syntax == .json || file.syntax == .damagedJSON else { return false }
      return file.outline.lines > 1
        || file.name.hasSuffix("ndjson") && file.outline.paths.isSuperset(of: ["type", "id"])
    },
    decode: .files { (file, _, builder) throws(ImportProblem) in
      OwnForm.read(lines: try TextDecoding.lines(file), into: builder)
    })
}

/// The catalog's own JSON, whole or one record a line.
enum OwnForm {
  /// A whole document is in memory at once, and a record with two values may take a thousand bytes.
  static let maximumValues = 4_000_000

  /// Whether a record names one of the catalog's types, perhaps misspelt.
  fileprivate static func isType(_ name: String?) -> Bool {
    guard let name else { return false }
    return !Suggestion.nearest(to: name, among: CatalogDocument.types, limit: 1).isEmpty
  }

  /// The lists of a document.
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
      "as NDJSON, a record a line, it may have any size")
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes, numbers: .doublesOrText)
    } catch {
      throw ImportProblem(
        .refused, file: builder.file, line: error.line,
        reason: "not JSON: \(error.reason) (column \(error.column))")
    }
    guard case .object(let object) = value else {
      throw ImportProblem(.refused, file: builder.file, reason: "expected an object")
    }
    builder.countValue(memberCount(of: object))
    let (document, mistakes) = CatalogDocument.sound(object)
    builder.document.append(document)
    report(mistakes, line: nil, builder)
  }

  /// The members of the records in the lists of a document.
  private static func memberCount(of document: JSONObject) -> Int {
    var count = 0
    for (_, value) in document.members {
      guard case .array(let records) = value else { continue }
      for case .object(let record) in records { count += record.members.count }
    }
    return count
  }

  /// An empty line is none; a line that is no JSON, or no UTF-8, is skipped.
  static func read(lines bytes: [UInt8], into builder: BatchBuilder) {
    bytes.withUnsafeBufferPointer { bytes in
      var rest = bytes
      var number = 0
      while !rest.isEmpty {
        number += 1
        let line = LineEnds.firstLine(rest)
        rest = UnsafeBufferPointer(rebasing: rest.dropFirst(line.count + 1))
        guard line.contains(where: { $0 > 0x20 }) else { continue }
        builder.count("lines")
        do throws(JSONError) {
          let record = try JSONParser.parse(line, numbers: .doublesOrText)
          if case .object(let object) = record { builder.countValue(object.members.count) }
          report(builder.document.append(record), line: number, builder)
        } catch {
          builder.problem(
            .skipped, "not JSON: \(error.reason) (column \(error.column))", line: number)
        }
      }
    }
  }

  private static func report(_ mistakes: [InputMistake], line: Int?, _ builder: BatchBuilder) {
    var left: ArraySlice<Substring>?
    for mistake in mistakes {
      let isNotice = mistake.expected == "no such member"
      let hint = mistake.suggestion.map { "; did you mean \($0)?" } ?? ""
      var problem = ImportProblem(
        isNotice ? .notice : .skipped, file: builder.file, line: line, path: mistake.pointer,
        reason: (isNotice ? "an unknown member is not read" : "expected \(mistake.expected)")
          + hint,
        value: mistake.value)
      if !isNotice {
        // A line is one record; in a document the first two steps lead to one.
        let record = line == nil ? mistake.pointer.split(separator: "/").prefix(2) : []
        problem.isOneMore = left == record
        left = record
      }
      builder.add(problem)
    }
  }
}
