import HTTP
import Site

/// A file that HTML pages load, from `Sources/Site`.
struct SiteFile: Sendable {
  let path: String
  let type: MediaType
  let bytes: [UInt8]

  static let all: [SiteFile] = UnsafeBufferPointer(start: start, count: site_file_count).map {
    let type = String(cString: $0.type).split(separator: "/").map(String.init)
    return SiteFile(
      path: String(cString: $0.path),
      type: MediaType(
        type[0], type[1], parameters: [MediaType.Parameter(name: "charset", value: "utf-8")]),
      bytes: [UInt8](UnsafeBufferPointer(start: $0.bytes, count: $0.count)))
  }

  private static var start: UnsafePointer<site_file>? { site_file_list() }

  static let style = named("/style.css")
  static let script = named("/page.js")
  static let client = named("/client.js")

  private static func named(_ path: String) -> SiteFile {
    all.first { $0.path == path } ?? SiteFile(path: path, type: .html, bytes: [])
  }

  /// The outline of the continents, as the path data of an SVG.
  static let land = String(
    decoding: UnsafeRawBufferPointer(start: site_land(), count: site_land_count), as: UTF8.self)
}
