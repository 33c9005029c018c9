import CatalogModel
import JSON

/// The links of a session lie in its row, so that reading it needs no further look-up.
extension Link {
  /// Nil where there are none.
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
