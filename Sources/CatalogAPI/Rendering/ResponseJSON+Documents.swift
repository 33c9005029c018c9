import Catalog
import CatalogForm
import JSON

/// Responses without records, and explanations.
extension ResponseJSON {
  /// Returns `{"data":{...},"meta":{...}}` for an object that is not a record.
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

  /// Returns `{"data":[...],"meta":{...}}` for a page of objects that are not records.
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
      json.member("self", call.url(call.arguments.asked))
    }
    json.object("meta") { json in
      meta(&json)
      extra(&json)
    }
    json.endObject()
    return json.bytes
  }

  func explain(_ plan: [String], _ json: inout JSONWriter) {
    json.object("explain") { json in
      json.object("question") { json in
        for (name, values) in call.arguments.meanings.sorted(by: { $0.key < $1.key }) {
          json.member(name, values)
        }
        for (name, value) in call.arguments.readings.sorted(by: { $0.key < $1.key }) {
          json.member(name, value)
        }
      }
      json.member("plan", plan)
      json.object("cost") { json in
        let spent = call.started.duration(to: .now) / .microseconds(1)
        json.member("microseconds", Int(spent.rounded()))
      }
    }
  }
}
