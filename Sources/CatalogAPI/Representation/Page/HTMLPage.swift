import HTTP

extension Representation {
  static let html: Representation = {
    var html = Representation(
      "html", .html, label: "page", "a page for a browser, without scripts", encoder: .page)
    html.hasColumns = true
    html.fields = HTMLPage.fields
    return html
  }()
}

/// A page for browsers, written on the server: it has no script and loads nothing.
struct HTMLPage {
  var title: String
  var baseURL: String
  /// The collections that every page leads to, by their names; what is to come, where they have it.
  var collections: [String] = []
  /// The same answer in other forms.
  var forms: [(form: Representation, url: String)] = []
  var next: String?
  var previous: String?

  static let name = "Conference Catalog"
  private static let toCome = ["conferences": "when=upcoming", "deadlines": "from=today"]

  /// Only the page's own style may be used, and only this server asked.
  static let fields: Fields = [
    "Content-Security-Policy":
      "default-src 'none'; style-src 'sha256-\(PageStyle.hash)'; base-uri 'none';"
      + " form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
  ]

  func bytes(_ content: (inout HTMLText) -> Void) -> [UInt8] {
    var page = HTMLText()
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    page.element("title", [:], title == Self.name ? title : "\(title) · \(Self.name)")
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
    links(&page)
    page.raw("<style>\(PageStyle.css)</style>\n</head>\n<body>\n")
    page.raw("<a class=\"skip\" href=\"#content\">To the content</a>\n")
    page.element("header", [:], header)
    page.raw("\n")
    page.element("main", ["id": "content"]) { page in
      page.element("h1", [:], title)
      content(&page)
    }
    page.raw("\n")
    page.element("footer", [:], footer)
    page.raw("\n</body>\n</html>\n")
    return Array(page.html.utf8)
  }

  private func links(_ page: inout HTMLText) {
    for (form, url) in forms where form.isAnnounced {
      page.empty(
        "link", ["rel": "alternate", "type": form.typeName, "title": form.label, "href": url])
    }
    if let next { page.empty("link", ["rel": "next", "href": next]) }
    if let previous { page.empty("link", ["rel": "prev", "href": previous]) }
  }

  private func header(_ page: inout HTMLText) {
    page.element("nav", ["aria-label": "Catalog"]) { page in
      page.link(Self.name, "\(baseURL)/", ["class": "home"])
      for collection in collections {
        let toCome = Self.toCome[collection].map { "?\($0)" } ?? ""
        page.link(collection.capitalizedFirst, "\(baseURL)/\(collection)\(toCome)")
      }
      page.link("Manual", "\(baseURL)/docs")
    }
  }

  private func footer(_ page: inout HTMLText) {
    if !forms.isEmpty {
      page.element("p") { page in
        page.text("The same as ")
        for (form, url) in forms { page.link(form.label, url) }
      }
    }
  }
}

extension HTMLText {
  /// An element without content.
  mutating func empty(_ name: String, _ attributes: [(String, String)]) {
    raw("<\(name)")
    for (key, value) in attributes { raw(" \(key)=\"\(Self.escape(value))\"") }
    raw(">\n")
  }

  mutating func empty(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    empty(name, attributes.map { ($0.key, $0.value) })
  }

  /// A link, and a space behind it.
  mutating func link(
    _ text: String, _ url: String, _ attributes: KeyValuePairs<String, String> = [:]
  ) {
    raw("<a href=\"\(Self.escape(url))\"")
    for (key, value) in attributes { raw(" \(key)=\"\(Self.escape(value))\"") }
    raw(">\(Self.escape(text))</a> ")
  }
}
