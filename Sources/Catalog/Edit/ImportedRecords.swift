import CatalogForm
import CatalogModel
public import JSON

/// Records in the native format as a client sends them, each an object that names its type.
///
/// It holds the text and no parsed records, which take several times as much memory: they are parsed
/// again for each use, those of lines one at a time.
public struct ImportedRecords: Sendable {
  private enum Content: Sendable {
    case lines([UInt8])
    case document([UInt8])
    case objects([JSONValue])
  }

  private let content: Content
  /// The records that name their type and ID, to which others may refer.
  let names: Set<RecordName>

  /// Takes records that the catalog had.
  public init(_ objects: [JSONValue]) {
    content = .objects(objects)
    names = Set(objects.compactMap(Self.name))
  }

  /// Checks NDJSON: a record on each line.
  public init(lines bytes: [UInt8]) throws(JSONError) {
    content = .lines(bytes)
    var names = Set<RecordName>()
    try Self.parse(lines: bytes) { _, record in
      if let name = Self.name(record) { names.insert(name) }
      return true
    }
    self.names = names
  }

  /// Checks a document with a list for each kind of record, a list of records, or one record.
  public init(json bytes: [UInt8]) throws(JSONError) {
    content = .document(bytes)
    names = Set(try Self.records(ofDocument: bytes).compactMap { Self.name($0.object) })
  }

  /// Passes each record with its JSON Pointer in the request, until `body` returns false.
  func forEach(_ body: (_ pointer: String, _ object: JSONValue) throws -> Bool) throws {
    switch content {
    case .lines(let bytes):
      var failure: (any Error)?
      try Self.parse(lines: bytes) { pointer, record in
        do {
          return try body(pointer, record)
        } catch {
          failure = error
          return false
        }
      }
      if let failure { throw failure }
    case .document(let bytes):
      for (pointer, object) in try Self.records(ofDocument: bytes) {
        guard try body(pointer, object) else { return }
      }
    case .objects(let objects):
      for object in objects {
        guard try body("", object) else { return }
      }
    }
  }

  private static func name(_ record: JSONValue) -> RecordName? {
    guard let kind = record["type"]?.string.flatMap({ RecordKind(stored: $0) }),
      let slug = record["id"]?.string
    else { return nil }
    return RecordName(kind: kind, slug: slug)
  }

  private static func parse(
    lines bytes: [UInt8], _ body: (String, JSONValue) -> Bool
  ) throws(JSONError) {
    var (line, count, start) = (0, 0, 0)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0a) ?? bytes.count
      let text = bytes[start..<end]
      start = end + 1
      line += 1
      guard !text.allSatisfy({ $0 == 0x20 || $0 == 0x0d || $0 == 0x09 }) else { continue }
      let record: JSONValue
      do {
        record = try JSONParser.parse(Array(text))
      } catch {
        throw JSONError(reason: error.reason, line: line, column: error.column)
      }
      guard body("/\(count)", record) else { return }
      count += 1
    }
  }

  private static func records(
    ofDocument bytes: [UInt8]
  ) throws(JSONError) -> [(pointer: String, object: JSONValue)] {
    let value = try JSONParser.parse(bytes)
    if let list = value.array { return list.enumerated().map { ("/\($0)", $1) } }
    guard case .object(let object) = value, object["type"] == nil else { return [("", value)] }
    if let data = object["data"] {
      guard let list = data.array else { return [("/data", data)] }
      return list.enumerated().map { ("/data/\($0)", $1) }
    }
    var records: [(pointer: String, object: JSONValue)] = []
    for (name, list) in object.members {
      let kind = RecordKind.allCases.first { $0.collection == name }
      guard kind != nil || name == CatalogDocument.removed, let elements = list.array else {
        records.append(("/\(name)", .null))
        continue
      }
      for (index, element) in elements.enumerated() {
        var record = element
        if let kind, case .object(let members) = element, members["type"] == nil {
          record = .object(JSONObject([("type", .string(kind.rawValue))] + members.members))
        }
        records.append(("/\(name)/\(index)", record))
      }
    }
    return records
  }
}
