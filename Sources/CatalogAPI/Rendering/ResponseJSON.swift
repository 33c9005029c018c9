import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// Writes complete JSON responses: data, page, facets and meta.
struct ResponseJSON {
  let call: RequestContext

  init(_ call: RequestContext) { self.call = call }

  private var objects: RecordObjects { RecordObjects(call) }

  /// Returns one record: `{"data":{...},"meta":{...}}`.
  func json(_ one: RecordRequest) throws -> [UInt8] {
    var bytes: [UInt8] = Array("{\"data\":".utf8)
    bytes += try objects.object(one)
    bytes += Array(",\"meta\":".utf8)
    var json = JSONWriter()
    json.object { meta(&$0) }
    return bytes + json.bytes + [UInt8(ascii: "}")]
  }

  /// Returns a page, `{"data":[...],"page":{...},"facets":{...},"meta":{...}}`, and the links to
  /// other pages.
  func json(_ list: ListRequest) throws -> (bytes: [UInt8], links: [String]) {
    let answer = try list.read(call.reader, list.page)
    call.filling.note(changesAt: answer.changesAt)
    var bytes: [UInt8] = Array("{\"data\":[".utf8)
    bytes.reserveCapacity(answer.page.elements.count * 2_048 + 2_048)
    for hit in answer.page.elements {
      if bytes.last != UInt8(ascii: "[") { bytes.append(UInt8(ascii: ",")) }
      try objects.append(hit, list, to: &bytes)
    }
    for expected in answer.expected {
      if bytes.last != UInt8(ascii: "[") { bytes.append(UInt8(ascii: ",")) }
      bytes += objects.object(expected, list.fields)
    }
    bytes += Array("],".utf8)
    let next = answer.page.next.map { call.url(key: $0, backwards: false) }
    let previous = answer.page.previous.map { call.url(key: $0, backwards: true) }
    var json = JSONWriter()
    json.beginObject()
    json.object("page") { json in
      json.member("limit", list.page.limit)
      json.member("total", answer.page.total)
      json.member("next", next)
      json.member("prev", previous)
      json.member("self", call.url(call.arguments.asked))
    }
    if !answer.facets.isEmpty {
      json.object("facets") { json in
        for facet in answer.facets { write(facet, &json) }
      }
    }
    try json.object("meta") { json in try meta(list, answer, &json) }
    json.endObject()
    bytes += json.bytes.dropFirst()
    var links: [String] = []
    if let next { links.append("<\(next)>; rel=\"next\"") }
    if let previous { links.append("<\(previous)>; rel=\"prev\"") }
    return (bytes, links)
  }

  private func write(_ facet: Facet, _ json: inout JSONWriter) {
    json.object(facet.field) { json in
      json.list("values", facet.values) { json, value in
        json.object { json in
          json.member("value", value.value)
          json.member("label", value.label)
          json.member("count", value.count)
          json.member("selected", value.selected)
          json.member("url", call.url(toggling: facet.field, value.value, value.selected))
        }
      }
      json.member("other", facet.other)
      json.member("missing", facet.missing)
    }
  }

  func meta(_ json: inout JSONWriter) {
    if !call.arguments.ignored.isEmpty { json.member("ignored", call.arguments.ignored) }
  }

  private func meta(
    _ list: ListRequest, _ answer: ListResult, _ json: inout JSONWriter
  ) throws {
    meta(&json)
    list.interpretation?.write(list.filter.text, &json)
    if let expected = answer.expectedTotal { json.member("expected", expected) }
    if let vague = answer.vagueExcluded { json.member("vague_excluded", vague) }
    if let coarser = answer.coarserExcluded { json.member("coarser_excluded", coarser) }
    if let unlocated = answer.unlocated { json.member("unlocated", unlocated) }
    list.meta(&json)
    if call.arguments.flag("explain") { explain(answer.plan, &json) }
  }
}

extension JSONWriter {
  /// Writes a member whose value is an object with the members that `body` writes.
  mutating func object(
    _ name: String, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    key(name)
    beginObject()
    try body(&self)
    endObject()
  }
}
