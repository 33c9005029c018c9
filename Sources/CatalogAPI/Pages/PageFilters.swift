import Catalog
import CatalogForm
import HTTP

/// The form above a list, the summary of the list, and the links to its other pages.
struct PageFilters {
  let endpoint: Operation
  let arguments: Arguments

  /// The filters that the form has fields for; `first` is always visible, `rest` can be expanded.
  private static let first = ["q"]
  private static let rest = [
    "topic", "city", "when", "audience", "series", "conference", "speaker", "track", "region",
    "country", "from", "to", "within", "kind", "format", "status", "tz",
  ]
  /// Filters that the form leaves to facets and links.
  ///
  /// It has fields for all others.
  private static let withheld: Set<String> = [
    "topic.exact", "near", "radius", "year", "verified", "rank", "has", "session_kind",
    "deadline.kind", "deadline.from", "deadline.to", "deadline.within", "match", "id", "avoid",
    "phase", "month", "room", "language", "level",
  ]

  func form(_ page: inout HTMLWriter) {
    let shown = parameters(Self.first)
    let others = endpoint.parameters.filter { parameter in
      parameter.isFilter && !Self.withheld.contains(parameter.name)
        && !Self.rest.contains(parameter.name)
    }
    let more = parameters(Self.rest) + others
    let sort = endpoint.parameters.first { $0.name == "sort" }
    // A form with nothing but a time zone is no use: a script adds the reader's.
    guard !shown.isEmpty || more.contains(where: { $0.name != "tz" }) else { return }
    page.element("div", ["class": "tools"]) { page in
      page.element("form", ["role": "search", "aria-label": "This list", "data-list": ""]) { page in
        for parameter in shown { field(parameter, &page) }
        if let sort { order(sort, &page) }
        // A form of few fields shows them all.
        if shown.isEmpty { for parameter in more { field(parameter, &page) } }
        page.element("button", ["type": "submit"]) { $0.text("Apply") }
        if !more.isEmpty, !shown.isEmpty {
          page.raw("<details class=\"more-filters\">")
          page.element("summary") { $0.text("More filters") }
          page.element("div") { page in
            for parameter in more { field(parameter, &page) }
          }
          page.raw("</details>")
        }
        let names = Set((shown + more).map(\.name) + ["sort", "cursor", "since"])
        for item in arguments.asked where !names.contains(item.name) {
          page.empty("input", ["type": "hidden", "name": item.name, "value": item.value])
        }
      }
    }
    page.raw("\n")
  }

  /// Writes the sort orders of the list; those that need another parameter only if it is given.
  private func order(_ parameter: Parameter, _ page: inout HTMLWriter) {
    guard case .sort(let keys) = parameter.kind else { return }
    let given = arguments.values("sort").joined(separator: ",")
    var options = [(value: "", label: "Default")]
    for key in keys {
      switch key {
      case "distance" where !arguments.isGiven("near"), "relevance" where !arguments.isGiven("q"):
        continue
      case "updated": options.append(("-updated", "Recently changed"))
      case "start", "at", "end":
        options.append((key, key == "end" ? "End, earliest first" : "Date, earliest first"))
        options.append(("-\(key)", key == "end" ? "End, latest first" : "Date, latest first"))
      case "deadline": options.append((key, "Next deadline"))
      default: options.append((key, key.capitalizedFirst))
      }
    }
    if !options.contains(where: { $0.value == given }) { options.append((given, given)) }
    page.element("label") { page in
      page.text("Order")
      page.element("select", ["name": "sort"]) { page in
        for option in options {
          page.raw("<option value=\"\(HTMLWriter.escape(option.value))\"")
          page.raw(option.value == given ? " selected>" : ">")
          page.text(option.label)
          page.raw("</option>")
        }
      }
    }
    page.raw("\n")
  }

  private func parameters(_ names: [String]) -> [Parameter] {
    names.compactMap { name in
      endpoint.parameters.first { parameter in
        // A `format` that is not a filter selects the representation.
        if case .oneOf = parameter.kind { return false }
        return parameter.name == name
      }
    }
  }

  private func field(_ parameter: Parameter, _ page: inout HTMLWriter) {
    let value = arguments.values(parameter.name).joined(separator: ",")
    page.element("label") { page in
      page.text(PageContext.title(ofFilter: parameter.name))
      let choices: [String] =
        switch parameter.kind {
        case .choices(let choices): choices
        case .flag: ["true", "false"]
        default: []
        }
      if !choices.isEmpty, value.isEmpty || choices.contains(value) {
        page.element("select", ["name": parameter.name]) { page in
          page.raw("<option value=\"\">any</option>")
          for choice in choices {
            page.raw("<option value=\"\(HTMLWriter.escape(choice))\"")
            page.raw(choice == value ? " selected>" : ">")
            page.text(["true": "yes", "false": "no"][choice] ?? CodeText.of(choice))
            page.raw("</option>")
          }
        }
      } else {
        page.empty(
          "input",
          [
            "name": parameter.name, "value": value,
            "placeholder": parameter.name == "q" ? "" : parameter.example,
            "title": parameter.description, "type": parameter.name == "q" ? "search" : "text",
          ], isRequired: parameter.isRequired)
      }
    }
    page.raw("\n")
  }

  /// Writes the number of results, and how many possible ones the list excludes.
  func summary(
    _ answer: ListResult, _ list: ListRequest, filterText: (QueryItem) -> String,
    _ page: inout HTMLWriter
  ) {
    var sentences = list.interpretation?.sentences(filterText) ?? []
    if let total = answer.page.total {
      sentences.append(total == 0 ? "No results." : total == 1 ? "1 result." : "\(total) results.")
      if total == 0, arguments.isGiven("q") {
        sentences.append("Check the spelling, or use other or fewer words.")
      } else if total == 0, endpoint.parameters.contains(where: isRemovable) {
        sentences.append("Remove a filter to see more.")
      }
    }
    let left = [
      (answer.vagueExcluded, "may match, but their dates are vague or unknown"),
      (answer.coarserExcluded, "may match, but their places are known only roughly"),
      (answer.unlocated, "may match, but have no coordinates"),
    ]
    for case (let count?, let reason) in left where count > 0 {
      sentences.append("\(count) more \(reason).")
    }
    if !sentences.isEmpty {
      page.element("p", ["class": "total"], sentences.joined(separator: " "))
    }
  }

  private func isRemovable(_ parameter: Parameter) -> Bool {
    parameter.isFilter && !parameter.isRequired && arguments.isGiven(parameter.name)
  }

  static func pages(next: String?, previous: String?, _ page: inout HTMLWriter) {
    guard next != nil || previous != nil else { return }
    page.element("nav", ["class": "pages", "aria-label": "Pages"]) { page in
      if let previous { page.link("← Previous", previous, ["rel": "prev", "class": "button"]) }
      if let next { page.link("Next →", next, ["rel": "next", "class": "button"]) }
    }
    page.raw("\n")
  }
}
