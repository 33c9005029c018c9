import Catalog
import CatalogForm
import CatalogModel

/// Conferences as points on a map, which the server draws as SVG.
struct MapView {
  let context: PageContext

  /// Maximum number of conferences on a map.
  static let maximumHits = 500

  struct Point: Hashable {
    var latitude: Double
    var longitude: Double
  }

  private struct City {
    var point: Point
    var name: String
    var city: String?
    var conferences: [Conference] = []
  }

  func write(_ entries: [Entry], total: Int?, _ page: inout HTMLWriter) {
    let cities = cities(entries.compactMap(\.asConference))
    guard !cities.isEmpty else {
      return page.element("p", [:], "No conference in this list has a place for the map.")
    }
    Self.drawing(
      cities.map { ($0.point, $0.conferences.count) }, label: "Map of the conferences", &page
    ) { index, page in
      let city = cities[index]
      page.text("\(city.name): \(city.conferences.map(\.displayName).joined(separator: ", "))")
    } url: { index in
      url(cities[index])
    }
    if let total, total > entries.count {
      page.element("p", ["class": "soft"]) {
        $0.text("The first \(entries.count) of \(total). Add filters to see others.")
      }
    }
    page.element("h2") { $0.text("By city") }
    page.element("ul", ["class": "columns"]) { page in
      for city in cities {
        page.element("li") { page in
          page.element("a", ["href": url(city), "rel": "nofollow"]) { $0.text(city.name) }
          // The number stays beside the last word.
          page.text("\u{a0}")
          page.element("span", ["class": "soft"]) { $0.text("\(city.conferences.count)") }
        }
      }
    }
    page.raw("\n")
  }

  private func url(_ city: City) -> String {
    guard let name = city.city else { return context.url("conferences/\(city.conferences[0].id)") }
    let items = context.call.arguments.asked.filter {
      !["layout", "city", "cursor"].contains($0.name)
    }
    return context.call.url(items + [(name: "city", value: name)])
  }

  private func cities(_ conferences: [Conference]) -> [City] {
    var cities: [Point: City] = [:]
    for conference in conferences {
      for place in conference.locations where !place.isVirtual && place.certainty == "stated" {
        guard let at = place.coordinates, place.precision == "city" || place.precision == "venue"
        else { continue }
        // The rounding merges the venues of a city into one point.
        let point = Point(
          latitude: at.latitude.rounded(to: 1), longitude: at.longitude.rounded(to: 1))
        let name = place.placeText(context.names) ?? conference.displayName
        cities[point, default: City(point: point, name: name, city: place.city)].conferences
          .append(conference)
      }
    }
    return cities.values.sorted {
      ($1.conferences.count, $0.name) < ($0.conferences.count, $1.name)
    }
  }

  /// Draws points on an equirectangular map, cropped to the area around them.
  static func drawing(
    _ points: [(point: Point, count: Int)], label: String, _ page: inout HTMLWriter,
    title: (Int, inout HTMLWriter) -> Void, url: (Int) -> String?
  ) {
    let box = Box(points.map(\.point))
    page.raw("<svg class=\"map\" role=\"group\" aria-label=\"\(HTMLWriter.escape(label))\"")
    page.raw(" viewBox=\"\(box.x) \(box.y) \(box.width) \(box.height)\">")
    page.raw("<path d=\"\(SiteFile.land)\"/>")
    for (index, (point, count)) in points.enumerated() {
      let radius = (box.width / 130 * (1 + Double(min(count, 30)).squareRoot() / 2.2))
        .rounded(to: 2)
      let link = url(index)
      if let link {
        // The list below the map has the same links, in an order for the keyboard.
        page.raw("<a href=\"\(HTMLWriter.escape(link))\" rel=\"nofollow\" tabindex=\"-1\">")
      }
      page.raw("<circle cx=\"\(point.longitude)\" cy=\"\(-point.latitude)\" r=\"\(radius)\">")
      page.element("title") { title(index, &$0) }
      page.raw("</circle>")
      if link != nil { page.raw("</a>") }
    }
    page.raw("</svg>\n")
  }

  /// The visible part of the world in degrees, twice as wide as high, with a margin around the
  /// points.
  private struct Box {
    var x = -180.0
    var y = -85.0
    var width = 360.0
    var height = 145.0

    init(_ points: [Point]) {
      guard let west = points.map(\.longitude).min(), let east = points.map(\.longitude).max(),
        let south = points.map(\.latitude).min(), let north = points.map(\.latitude).max()
      else { return }
      let span = max(points.count == 1 ? 70 : 40, (east - west) * 1.2, (north - south) * 2.6)
      guard span < 250 else { return }
      (width, height) = (span.rounded(to: 1), (span / 2).rounded(to: 1))
      x = ((east + west) / 2 - span / 2).rounded(to: 1)
      y = (-(north + south) / 2 - span / 4).rounded(to: 1)
    }
  }
}

extension Double {
  func rounded(to places: Int) -> Double {
    let factor = places == 1 ? 10.0 : 100.0
    return (self * factor).rounded() / factor
  }
}
