import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// Files that browsers and search engines request besides the HTML pages.
enum SiteEndpoints {
  static let list =
    SiteFile.all.map { file in
      endpoint(file.path, "A file of the HTML pages", file.type) { _ in file.bytes }
    } + [robots, manifest, sitemap]

  static let robots = endpoint(
    "/robots.txt", "Rules for web crawlers", MediaType("text", "plain", parameters: utf8)
  ) { call in
    // A list in another order or layout has the same records.
    let looks = ["layout", "sort", "facets", "cursor", "format"].map { "Disallow: /*?*\($0)=" }
    return Array(
      (["User-agent: *"] + looks + ["", "Sitemap: \(call.baseURL)/sitemap.xml", ""]).joined(
        separator: "\n"
      ).utf8)
  }

  static let manifest = endpoint(
    "/manifest.webmanifest", "The web application manifest",
    MediaType("application", "manifest+json")
  ) { call in
    var json = JSONWriter()
    json.object { json in
      json.member("name", HTMLPage.name)
      json.member("short_name", "Conferences")
      json.member("description", HTMLPage.purpose)
      json.member("start_url", "\(call.baseURL)/")
      json.member("display", "minimal-ui")
      json.member("background_color", "#fafaf7")
      json.member("theme_color", "#0b5c8e")
      json.list("icons", ["/icon.svg"]) { json, icon in
        json.object { json in
          json.member("src", icon)
          json.member("sizes", "any")
          json.member("type", "image/svg+xml")
        }
      }
    }
    return json.bytes
  }

  static let sitemap = Operation(
    Sitemap.path, "The sitemap for search engines, in parts",
    [
      Parameter(
        "part", .text, "A part from the index (default: the index).",
        example: "conference-0")
    ], content: .file(MediaType("application", "xml", parameters: utf8))
  ) { call in
    let part = call.arguments.values("part").first
    let bytes = try Sitemap(call).document(part)
    try call.checkArguments()
    return .content(
      FileContent(bytes: bytes, type: MediaType("application", "xml", parameters: utf8)))
  }

  private static let utf8 = [MediaType.Parameter(name: "charset", value: "utf-8")]

  private static func endpoint(
    _ path: String, _ summary: String, _ type: MediaType,
    _ make: @escaping @Sendable (RequestContext) -> [UInt8]
  ) -> Operation {
    Operation(path, summary, content: .file(type)) { call in
      try call.checkArguments()
      return .content(FileContent(bytes: make(call), type: type))
    }
  }
}

/// The sitemap of the HTML pages of all records (sitemaps.org), in parts of bounded size.
struct Sitemap {
  static let path = "/sitemap.xml"
  /// Number of row IDs that one part covers; a sitemap may have at most 50,000 URLs.
  static let rows: Int64 = 10_000
  private static let kinds: [RecordKind] = [
    .conference, .series, .session, .speaker, .topic, .place, .venue, .track,
  ]

  private let call: RequestContext

  init(_ call: RequestContext) { self.call = call }

  /// Returns a part, such as "session-3"; the index of all parts if nil.
  func document(_ part: String?) throws -> [UInt8] {
    guard let part else { return try index() }
    let halves = part.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard halves.count == 2, let kind = Self.kinds.first(where: { $0.rawValue == halves[0] }),
      let number = Int64(halves[1]), number >= 0, number <= .max / Self.rows - 1
    else {
      call.arguments.report(
        "part", part, expected: "a part from the index, such as conference-0")
      return []
    }
    let first = number * Self.rows
    let records = try call.reader.addresses(kind, rows: first..<(first + Self.rows))
    return Self.document("urlset", records) { record, bytes in
      bytes += Array("<url>".utf8)
      let path = "\(kind.collection)/\(PercentEncoding.encode(record.id))"
      XMLText.element("loc", [:], "\(call.baseURL)/\(path)", into: &bytes)
      XMLText.element("lastmod", [:], record.updatedAt.description, into: &bytes)
      bytes += Array("</url>\n".utf8)
    }
  }

  private func index() throws -> [UInt8] {
    let parts = try Self.kinds.flatMap { kind -> [String] in
      guard let last = try call.reader.lastRow(kind) else { return [] }
      return (0...(last / Self.rows)).map { "\(kind.rawValue)-\($0)" }
    }
    return Self.document("sitemapindex", parts) { part, bytes in
      bytes += Array("<sitemap>".utf8)
      XMLText.element("loc", [:], "\(call.baseURL)\(Self.path)?part=\(part)", into: &bytes)
      bytes += Array("</sitemap>\n".utf8)
    }
  }

  private static func document<Element>(
    _ root: String, _ elements: [Element], _ write: (Element, inout [UInt8]) -> Void
  ) -> [UInt8] {
    var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    bytes += Array("<\(root) xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".utf8)
    for element in elements { write(element, &bytes) }
    bytes += Array("</\(root)>\n".utf8)
    return bytes
  }
}
