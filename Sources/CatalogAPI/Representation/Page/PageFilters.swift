import Catalog
import HTTP

/// What stands above a list: fields to filter by, what was left out, and facets.
struct PageFilters {
  let endpoint: Operation
  let arguments: Arguments

  /// The filters that a page has fields for, the first few always in sight.
  private static let first = ["q", "topic", "city", "when"]
  private static let rest = [
    "audience", "series", "conference", "speaker", "track", "region", "country", "from", "to",
    "within", "kind", "format", "status", "sort",
  ]

  func form(_ page: inout HTMLText) {
    let shown = parameters(Self.first)
    let more = parameters(Self.rest)
    guard !shown.isEmpty || !more.isEmpty else { return }
    page.element("form", ["role": "search"]) { page in
      for parameter in shown { field(parameter, &page) }
      page.element("button", ["type": "submit"]) { $0.text("Find") }
      if !more.isEmpty {
        let isOpen = more.contains { arguments.isGiven($0.name) }
        page.raw(isOpen ? "<details open>" : "<details>")
        page.element("summary", [:], "More filters")
        page.element("div") { page in
          for parameter in more { field(parameter, &page) }
        }
        page.raw("</details>")
      }
      let names = Set((shown + more).map(\.name))
      for item in arguments.asked where !names.contains(item.name) && item.name != "cursor" {
        page.empty("input", ["type": "hidden", "name": item.name, "value": item.value])
      }
    }
    page.raw("\n")
  }

  private func parameters(_ names: [String]) -> [Parameter] {
    names.compactMap { name in
      endpoint.parameters.first { parameter in
        // A `format` that is no filter is the form of the answer.
        if case .oneOf = parameter.kind { return false }
        return parameter.name == name
      }
    }
  }

  private func field(_ parameter: Parameter, _ page: inout HTMLText) {
    let value = arguments.values(parameter.name).joined(separator: ",")
    page.element("label") { page in
      page.text(parameter.name == "q" ? "Words" : PageTable.heading(parameter.name))
      if case .choices(let choices) = parameter.kind, value.isEmpty || choices.contains(value) {
        page.element("select", ["name": parameter.name]) { page in
          page.raw("<option value=\"\">any</option>")
          for choice in choices {
            page.raw(choice == value ? "<option selected>" : "<option>")
            page.text(choice)
            page.raw("</option>")
          }
        }
      } else {
        page.empty(
          "input",
          [
            "name": parameter.name, "value": value, "placeholder": parameter.example,
            "title": parameter.description, "type": parameter.name == "q" ? "search" : "text",
          ])
      }
    }
    page.raw("\n")
  }

  /// How many there are, and what may fit but was left out.
  func summary(_ answer: ListAnswer, _ list: ListResult, _ page: inout HTMLText) {
    var sentences = list.interpretation?.sentences ?? []
    if let total = answer.page.total {
      sentences.append(total == 0 ? "Nothing fits." : "\(total) in all.")
    }
    let left = [
      (answer.vagueExcluded, "may fit, but for dates that are vague or unknown"),
      (answer.coarserExcluded, "may fit, but for places that are known only coarsely"),
      (answer.unlocated, "may fit, but have no place to measure from"),
    ]
    for case (let count?, let reason) in left where count > 0 {
      sentences.append("\(count) more \(reason).")
    }
    if !sentences.isEmpty { page.element("p", [:], sentences.joined(separator: " ")) }
  }

  func facets(
    _ facets: [Facet], _ call: Call, _ page: inout HTMLText
  ) {
    if facets.isEmpty {
      guard let all = endpoint.parameters.first(where: { $0.name == "facets" }),
        case .fields(let names) = all.kind
      else { return }
      let few = names.prefix(5)
      let items = call.arguments.asked.filter { $0.name != "cursor" }
      page.element("p", ["class": "soft"]) { page in
        page.link(
          "Count by \(few.joined(separator: ", "))",
          call.url(items + [(name: "facets", value: few.joined(separator: ","))]))
      }
      return
    }
    page.element("nav", ["class": "facets", "aria-label": "Narrow down"]) { page in
      for facet in facets {
        page.element("section") { page in
          page.element("h2", [:], PageTable.heading(facet.field))
          page.element("ul") { page in
            for value in facet.values {
              let url = call.url(toggling: facet.field, value.value, value.selected)
              page.element("li") { page in
                page.link(value.label, url, value.selected ? ["aria-current": "true"] : [:])
                page.text("\(value.count)")
              }
            }
          }
          if facet.missing > 0 {
            page.element("p", ["class": "soft"]) { $0.text("not known of \(facet.missing)") }
          }
        }
      }
    }
    page.raw("\n")
  }

  static func pages(next: String?, previous: String?, _ page: inout HTMLText) {
    guard next != nil || previous != nil else { return }
    page.element("nav", ["class": "pages", "aria-label": "Pages"]) { page in
      if let previous { page.link("← Previous", previous, ["rel": "prev"]) }
      if let next { page.link("Next →", next, ["rel": "next"]) }
    }
    page.raw("\n")
  }
}
