import CatalogForm
import CatalogModel
public import JSON

/// Records in the native format as a client sends them, each an object that names its type.
public struct ImportedRecords: Sendable {
  /// The records, each with its JSON Pointer in the request.
  var records: [(pointer: String, object: JSONValue)] = []

  /// Takes records that the catalog had.
  public init(_ objects: [JSONValue]) { records = objects.map { ("", $0) } }

  /// Parses NDJSON: a record on each line.
  public init(lines bytes: [UInt8]) throws(JSONError) {
    var line = 0
    for text in bytes.split(separator: 0x0a, omittingEmptySubsequences: false) {
      line += 1
      guard !text.allSatisfy({ $0 == 0x20 || $0 == 0x0d || $0 == 0x09 }) else { continue }
      do {
        records.append(("/\(records.count)", try JSONParser.parse(Array(text))))
      } catch {
        throw JSONError(reason: error.reason, line: line, column: error.column)
      }
    }
  }

  /// Parses a document with a list for each kind of record, a list of records, or one record.
  public init(json bytes: [UInt8]) throws(JSONError) {
    let value = try JSONParser.parse(bytes)
    if let list = value.array {
      records = list.enumerated().map { ("/\($0)", $1) }
      return
    }
    guard case .object(let object) = value, object["type"] == nil else {
      records = [("", value)]
      return
    }
    if let data = object["data"] {
      let list = data.array ?? [data]
      records = list.enumerated().map { (data.array == nil ? "/data" : "/data/\($0)", $1) }
      return
    }
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
  }
}
