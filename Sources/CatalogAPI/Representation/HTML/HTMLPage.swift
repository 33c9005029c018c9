import HTTP
import JSON

extension Representation {
  static let html: Representation = {
    var html = Representation(
      "html", .html, label: "page", "an HTML page for browsers", encoder: .page)
    html.hasColumns = true
    html.fields = HTMLPage.fields
    return html
  }()
}

/// The frame of an HTML page: its head, the navigation, and the footer.
struct HTMLPage {
  var title: String
  var baseURL: String
  /// One sentence for search engines and link previews.
  var description = HTMLPage.purpose
  /// The URL for search engines; nil for a page that they should not index.
  var canonical: String?
  /// The same response in other representations.
  var forms: [(form: Representation, url: String)] = []
  var next: String?
  var previous: String?
  /// The collection whose link in the navigation is highlighted.
  var section: String?
  /// JSON-LD of the page's subject; empty if it has none.
  var linkedData: [UInt8] = []
  /// Further scripts that the page loads.
  var scripts: [String] = []
  /// Whether the frame has a search field; the landing page has its own.
  var hasSearch = true
  /// Whether the frame writes the heading, and not the content.
  var showsTitle = true

  /// Maximum number of records of a list on a page.
  static let maximumRecords = 250
  static let name = "Conference Catalog"
  static let purpose =
    "Machine-learning conferences: dates, places, topics, deadlines and programmes."

  /// The collections in the navigation, with the query for upcoming records.
  private static let sections: [(name: String, query: String)] = [
    ("conferences", ""), ("deadlines", "?phase=upcoming"), ("series", ""), ("topics", ""),
    ("speakers", ""), ("places", "?kind=country"),
  ]
  private static let further = [
    "sessions", "tracks", "venues", "audiences", "recommendations", "guide", "sources", "changes",
  ]

  /// Allows a page to load from this server only, and to send nothing elsewhere.
  static let securityPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self';"
    + " manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

  static let fields: Fields = [
    "Content-Security-Policy": securityPolicy, "Referrer-Policy": "same-origin",
  ]

  func bytes(_ content: (inout HTMLWriter) throws -> Void) rethrows -> [UInt8] {
    var page = HTMLWriter()
    page.raw("<!doctype html>\n<html lang=\"en\" data-catalog=\"\(HTMLWriter.escape(baseURL))\">\n")
    page.raw("<head>\n")
    head(&page)
    page.raw("</head>\n<body>\n<a class=\"skip\" href=\"#content\">Skip to the content</a>\n")
    page.element("header", ["class": "top"]) { page in
      page.element("div", ["class": "wide"], header)
    }
    page.raw("\n")
    try page.element("main", ["id": "content", "class": "wide", "tabindex": "-1"]) { page in
      if showsTitle { page.element("h1", [:], title) }
      try content(&page)
    }
    page.raw("\n")
    page.element("footer", ["class": "foot"]) { page in
      page.element("div", ["class": "wide"], footer)
    }
    page.raw("\n</body>\n</html>\n")
    return Array(page.html.utf8)
  }

  private func head(_ page: inout HTMLWriter) {
    page.raw("<meta charset=\"utf-8\">\n")
    page.element("title", [:], title == Self.name ? title : "\(title) · \(Self.name)")
    page.meta("viewport", "width=device-width, initial-scale=1")
    page.meta("description", description)
    page.meta("color-scheme", "light dark")
    page.raw(
      "<meta name=\"theme-color\" content=\"#ffffff\" media=\"(prefers-color-scheme: light)\">\n")
    page.raw(
      "<meta name=\"theme-color\" content=\"#191f26\" media=\"(prefers-color-scheme: dark)\">\n")
    page.raw("<link rel=\"stylesheet\" href=\"\(SiteFile.style.path)\">\n")
    page.raw("<script type=\"module\" src=\"\(SiteFile.script.path)\"></script>\n")
    for path in scripts { page.raw("<script src=\"\(path)\" defer></script>\n") }
    page.raw("<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n")
    page.raw("<link rel=\"manifest\" href=\"/manifest.webmanifest\">\n")
    if let canonical {
      page.empty("link", ["rel": "canonical", "href": canonical])
      let properties = [
        ("og:type", "website"), ("og:site_name", Self.name), ("og:title", title),
        ("og:description", description), ("og:url", canonical),
      ]
      for (property, content) in properties {
        page.empty("meta", ["property": property, "content": content])
      }
    } else {
      page.meta("robots", "noindex")
    }
    for (form, url) in forms where form.isAnnounced {
      page.empty(
        "link", ["rel": "alternate", "type": form.typeName, "title": form.label, "href": url])
    }
    if let next { page.empty("link", ["rel": "next", "href": next]) }
    if let previous { page.empty("link", ["rel": "prev", "href": previous]) }
    if !linkedData.isEmpty {
      // A data block, which is not a script for the Content-Security-Policy (HTML section 4.12.1).
      let json = String(decoding: linkedData, as: UTF8.self).replacing("<", with: "\\u003c")
      page.raw("<script type=\"application/ld+json\">\(json)</script>\n")
    }
  }

  private func header(_ page: inout HTMLWriter) {
    page.element("a", ["class": "home", "href": "\(baseURL)/"]) { page in
      page.raw("<img src=\"/icon.svg\" alt=\"\" width=\"27\" height=\"27\">")
      page.text(Self.name)
    }
    page.element("nav", ["aria-label": "Main"]) { page in
      for (name, query) in Self.sections {
        page.link(
          name.capitalizedFirst, "\(baseURL)/\(name)\(query)",
          section == name ? ["aria-current": "true"] : [:])
      }
      page.link(
        "Manual", "\(baseURL)/docs", section == "docs" ? ["aria-current": "true"] : [:])
    }
    guard hasSearch else { return }
    page.element(
      "form", ["class": "find", "role": "search", "action": "\(baseURL)/search"]
    ) { page in
      page.empty(
        "input",
        [
          "type": "search", "name": "q", "aria-label": "Search everything",
          "placeholder": "Search everything", "data-suggest": "", "autocomplete": "off",
        ], isRequired: true)
      page.element("button", ["type": "submit"]) { $0.text("Search") }
    }
  }

  private func footer(_ page: inout HTMLWriter) {
    if !forms.isEmpty {
      page.element("p") { page in
        page.text("This page as ")
        for (form, url) in forms {
          page.link(form.label, url, ["rel": "nofollow alternate", "data-form": form.name])
        }
      }
    }
    page.element("p") { page in
      page.text("More: ")
      for name in Self.further { page.link(name.capitalizedFirst, "\(baseURL)/\(name)") }
      page.link("API", "\(baseURL)/openapi.json")
      page.link("client.js", SiteFile.client.path)
    }
  }
}

extension HTMLWriter {
  /// Writes a void element, which has no content and no end tag.
  mutating func empty(
    _ name: String, _ attributes: KeyValuePairs<String, String>, isRequired: Bool = false
  ) {
    raw("<\(name)")
    for (key, value) in attributes { raw(" \(key)=\"\(Self.escape(value))\"") }
    raw(isRequired ? " required>\n" : ">\n")
  }

  mutating func meta(_ name: String, _ content: String) {
    empty("meta", ["name": name, "content": content])
  }

  /// Writes a link and a space after it.
  mutating func link(
    _ text: String, _ url: String, _ attributes: KeyValuePairs<String, String> = [:]
  ) {
    raw("<a href=\"\(Self.escape(url))\"")
    for (key, value) in attributes { raw(" \(key)=\"\(Self.escape(value))\"") }
    raw(">\(Self.escape(text))</a> ")
  }

  /// Writes a short framed text, such as "hybrid".
  mutating func badge(_ text: String, _ name: String = "") {
    raw("<span class=\"badge\(name.isEmpty ? "" : " \(Self.escape(name))")\">")
    self.text(text)
    raw("</span> ")
  }
}
