import CatalogModel
import JSON

/// The links of a session are in its row as JSON, so that reading them needs no further lookup.
extension Link {
  /// Returns the JSON text of the links; `nil` if there are none.
  static func stored(_ links: [Link]) -> String? {
    guard !links.isEmpty else { return nil }
    var json = JSONWriter()
    json.object { $0.links(links) }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  static func restored(_ text: String?) -> [Link] {
    guard let text, case .object(let object)? = try? JSONParser.parse(Array(text.utf8)) else {
      return []
    }
    return ObjectReader(object).list("links") { Link($0) }.filter {
      WebAddress.isAllowed($0.url)
    }
  }
}
