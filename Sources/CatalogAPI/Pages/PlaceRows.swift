import Catalog
import CatalogForm
import CatalogModel

/// Places as a list of links, with the number of conferences in each.
extension PageContext {
  func places(_ entries: [Entry], _ page: inout HTMLWriter) throws {
    var places = entries.compactMap { entry in
      if case .place(let place) = entry.record { place } else { nil }
    }
    // The IDs of countries, which order the list, are codes that readers do not know.
    let areCountries = places.allSatisfy { $0.kind == "country" }
    if areCountries {
      places.sort { (Folding.fold($0.name), $0.id) < (Folding.fold($1.name), $1.id) }
    }
    let counts = try conferenceCounts(Set(places.map(\.kind)))
    let held = places.filter { counts[$0.conferenceFilter?.value ?? ""] != nil }
    guard areCountries, !held.isEmpty, held.count < places.count else {
      return list(places, counts, &page)
    }
    list(held, counts, &page)
    page.element("details") { page in
      page.element("summary") {
        let count = places.count - held.count
        $0.text("\(count) \(count == 1 ? "country" : "countries") without conferences")
      }
      list(places.filter { counts[$0.conferenceFilter?.value ?? ""] == nil }, counts, &page)
    }
    page.raw("\n")
  }

  /// Returns the numbers of conferences in countries and regions, by the values of their filters.
  ///
  /// A catalog may have many thousands of cities, so theirs are not counted.
  private func conferenceCounts(_ kinds: Set<String>) throws -> [String: Int] {
    var query = ListQuery(.conference, CatalogFilter(now: now))
    query.facets = ["country", "region"].filter(kinds.contains)
    query.facetLimits = ["country": Int.max, "region": Int.max]
    query.countsTotal = false
    guard !query.facets.isEmpty else { return [:] }
    let facets = try call.reader.list(query, page: PageRequest(limit: 1)).facets
    return Dictionary(
      facets.flatMap(\.values).map { ($0.value, $0.count) }, uniquingKeysWith: { first, _ in first }
    )
  }

  private func list(_ places: [Place], _ counts: [String: Int], _ page: inout HTMLWriter) {
    page.element("ul", ["class": "columns"]) { page in
      for place in places {
        page.element("li") { page in
          page.element("a", ["href": url("places/\(place.id)")]) { $0.text(place.name) }
          let country = place.kind == "country" ? nil : place.country.map { name(.country, $0) }
          let count = counts[place.conferenceFilter?.value ?? ""].map(String.init)
          let facts = [country, count].compactMap(\.self).joined(separator: " · ")
          guard !facts.isEmpty else { return }
          page.text("\u{a0}")
          page.element("span", ["class": "soft small"], facts)
        }
      }
    }
    page.raw("\n")
  }
}

extension Place {
  /// The filter that selects the conferences in the place; nil if it has no code.
  var conferenceFilter: (name: String, value: String)? {
    switch kind {
    case "country": country.map { ("country", $0) }
    case "region": region.map { ("region", $0) }
    case "city": ("city", Folding.fold(name))
    default: ("region", id)
    }
  }
}
