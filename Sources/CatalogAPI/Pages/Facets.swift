import Catalog
import CatalogForm

/// Facets beside a list: values of filters with counts, as links that add and remove the filter.
extension PageContext {
  /// Number of values of a facet that are visible at first; the others can be expanded.
  private static let shown = 8
  /// Maximum number of values of a facet, visible ones included.
  private static let most = 30

  func facets(_ facets: [Facet], _ page: inout HTMLWriter) {
    guard !facets.isEmpty else { return }
    page.element("nav", ["class": "facets", "id": "filters", "aria-label": "Filters"]) { page in
      page.element("a", ["class": "button close-sheet", "href": "#results"]) {
        $0.text("Show the results")
      }
      // A facet whose only value all records have cannot narrow the list.
      for facet in facets
      where facet.values.count > 1 || facet.missing > 0 || facet.values.contains(where: \.selected)
      {
        if facet.values.isEmpty { continue }
        section(facet, &page)
      }
    }
    page.raw("\n")
  }

  private func section(_ facet: Facet, _ page: inout HTMLWriter) {
    var values = facet.values
    if facet.field == "month" { values = months(values) }
    // Selected values are always visible.
    let others = values.filter { !$0.selected }.prefix(Self.most)
    let first = values.filter(\.selected) + others.prefix(Self.shown)
    let rest = others.dropFirst(Self.shown)
    let title = Self.title(ofFilter: facet.field)
    page.element("section", ["aria-label": title]) { page in
      page.element("h2") { $0.text(title) }
      page.element("ul", ["class": "plain"]) { page in
        for value in first { item(value, facet.field, &page) }
      }
      if !rest.isEmpty {
        page.raw("<details>")
        page.element("summary") { $0.text("\(rest.count) more") }
        page.element("ul", ["class": "plain"]) { page in
          for value in rest { item(value, facet.field, &page) }
        }
        page.raw("</details>")
      }
      if facet.missing > 0 {
        page.element("p", ["class": "soft small"]) { $0.text("\(facet.missing) without a value") }
      }
    }
    page.raw("\n")
  }

  /// The facet of months counts fifty years of them: frequent months of the past must not hide those
  /// to come.
  static let facetLimits = ["month": 600]

  /// Returns upcoming months in their order, then past ones, latest first.
  func months(_ values: [Facet.Value]) -> [Facet.Value] {
    let now = Month(call.arguments.today).description
    let ahead = values.filter { $0.value >= now }.sorted { $0.value < $1.value }
    return ahead + values.filter { $0.value < now }.sorted { $0.value > $1.value }
  }

  private func item(_ value: Facet.Value, _ name: String, _ page: inout HTMLWriter) {
    let url = call.url(toggling: name, value.value, value.selected)
    page.element("li") { page in
      page.link(
        Self.text(ofValue: value.value, value.label, of: name), url,
        value.selected ? ["aria-current": "true", "rel": "nofollow"] : ["rel": "nofollow"])
      page.element("span") { $0.text("\(value.count)") }
    }
  }
}
