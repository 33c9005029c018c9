import Catalog
import CatalogModel
import JSON

enum RootEndpoints {
  static let root = Operation(
    "/", "The collections of the catalog, and how to query them", content: .page
  ) {
    call in
    try call.checkArguments()
    let map = CatalogMap(
      baseURL: call.baseURL, endpoints: call.endpoints, counts: try call.reader.counts(),
      revision: call.reader.revision, revisedAt: call.reader.revisedAt)
    return .page(call.document(map.write))
  }

  static let revision = Operation("/revision", "The newest revision of the data") { call in
    try call.checkArguments()
    var json = JSONWriter()
    json.object { json in
      json.object("data") { json in
        json.member("revision", call.reader.revision)
        json.member("as_of", call.reader.revisedAt.description)
      }
    }
    return .document(json.bytes)
  }
}

extension Call {
  /// `{"data":{...},"meta":{...}}` of something that is no record.
  func document(_ write: (inout JSONWriter) throws -> Void) rethrows -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    try json.object("data", write)
    json.object("meta") { meta(&$0) }
    json.endObject()
    return json.bytes
  }

  func document(_ rows: Rows) -> [UInt8] {
    document(list: rows.objects, next: rows.next, meta: rows.meta) { $0.value(raw: $1) }
  }

  /// `{"data":[...],"meta":{...}}` of things that are no records, a page of them.
  func document<Element>(
    list: [Element], next: String? = nil, meta extra: (inout JSONWriter) -> Void = { _ in },
    _ write: (inout JSONWriter, Element) throws -> Void
  ) rethrows -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.key("data")
    json.beginArray()
    for element in list { try write(&json, element) }
    json.endArray()
    json.object("page") { json in
      json.member("limit", max(PageRequest.usualLimit, list.count))
      json.member("total", next == nil ? list.count : nil)
      json.member("next", next)
      json.member("prev", nil as String?)
      json.member("self", url(arguments.asked))
    }
    json.object("meta") { json in
      meta(&json)
      extra(&json)
    }
    json.endObject()
    return json.bytes
  }
}
