import HTTP
import JSON

extension Representation {
  static let jsonld = Representation(
    "jsonld", MediaType("application", "ld+json"), label: "JSON-LD",
    "linked data in the terms of schema.org", encoder: .entries { LinkedDataForm($0) })
}

/// Linked data: JSON-LD with the vocabulary of schema.org.
///
/// Unknown values are absent.
///
/// A list is one `@graph`; a single record is one node.
struct LinkedDataForm: ListEncoder {
  private let head: ListMetadata
  private var isFirst = true

  static let context = "https://schema.org"

  init(_ head: ListMetadata) { self.head = head }

  mutating func begin(into bytes: inout [UInt8]) {
    if head.isSingle { return }
    bytes.append(contentsOf: "{\"@context\":\"\(Self.context)\",\"@graph\":[".utf8)
  }

  mutating func write(_ entry: Entry, into bytes: inout [UInt8]) {
    var node = LinkedDataNode(head)
    node.json.beginObject()
    if head.isSingle { node.json.member("@context", Self.context) }
    node.describe(entry)
    node.json.endObject()
    if !head.isSingle {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      bytes.append(0x0a)
    }
    isFirst = false
    bytes.append(contentsOf: node.json.bytes)
  }

  mutating func end(into bytes: inout [UInt8]) {
    if !head.isSingle { bytes.append(contentsOf: "\n]}".utf8) }
    bytes.append(0x0a)
  }
}
