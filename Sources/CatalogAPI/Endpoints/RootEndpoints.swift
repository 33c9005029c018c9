import Catalog
import CatalogModel
import JSON

enum RootEndpoints {
  static let root = Operation(
    "/", "The collections of the catalog, and how to query them", content: .page
  ) {
    call in
    try call.checkArguments()
    let map = RootDocument(
      baseURL: call.baseURL, endpoints: call.endpoints, counts: try call.reader.counts(),
      revision: call.reader.revision, revisedAt: call.reader.revisedAt)
    return .page(ResponseJSON(call).document(map.write), nil)
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
