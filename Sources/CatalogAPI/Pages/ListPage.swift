import Catalog
import CatalogForm
import CatalogModel
import HTTP

/// The layout of an HTML page with a list of conferences.
enum ListLayout: String, CaseIterable {
  case list, month, timeline, map

  static let parameter = Parameter(
    "layout", .oneOf(allCases.map(\.rawValue)),
    "The layout of the HTML page. Other output formats are the same for each layout.",
    example: "month")
}

/// HTML pages of lists, with facets, filters and records.
extension ResolvedRequest {
  func page(_ asked: ListRequest, _ call: RequestContext) throws -> FormAnswer {
    let context = PageContext(route, call)
    let layout = call.arguments.oneOf("layout").flatMap(ListLayout.init) ?? .list
    var list = asked
    context.addFacets(to: &list)
    if Self.isByName(list.kind, call.arguments), case .list(var question) = list.question {
      question.sort = [SortTerm(name: "name")]
      list.question = .list(question)
    }
    // A page has the whole taxonomy or all countries, if they are not more than it can have.
    if [.topic, .place].contains(list.kind), !call.arguments.isGiven("limit") {
      list.page.limit = HTMLPage.maximumRecords
    }
    list.page.limit = min(list.page.limit, HTMLPage.maximumRecords)
    let month = layout == .month ? context.month(of: &list) : nil
    if layout == .map { list.page = PageRequest(limit: MapView.maximumHits) }
    let answer = try list.read(call.reader, list.page)
    call.filling.note(changesAt: answer.changesAt)
    var entries = try EntryReader(call).entries(
      answer.page.elements, in: list.localZone, text: list.filter.text, objects: list.forColumns)
    entries += try EntryReader(call).entries(answer.expected)
    let isPaged = layout == .list || layout == .timeline
    let next = isPaged ? answer.page.next.map { call.url(key: $0, backwards: false) } : nil
    let previous = isPaged ? answer.page.previous.map { call.url(key: $0, backwards: true) } : nil
    let parent = try context.parent()
    let title = context.title(list, parent)
    let head = try head(list, call, next: nil)
    let subject = context.filters.map(context.text(ofFilter:)).joined(separator: ", ")
    var frame = context.frame(subject.isEmpty ? title : "\(title): \(subject)")
    frame.showsTitle = false
    frame.section = route.endpoint.segments.first
    (frame.next, frame.previous) = (next, previous)
    frame.description = "\(title)\(subject.isEmpty ? "" : ": \(subject)"). \(HTMLPage.purpose)"
    let filters = PageFilters(endpoint: route.endpoint, arguments: call.arguments)
    let bytes = try frame.bytes { page in
      if let parent { context.crumbs([parent], &page) }
      page.element("h1", [:], title)
      try page.element("div", ["class": answer.facets.isEmpty ? "" : "list-page"]) { page in
        context.facets(answer.facets, &page)
        try page.element("div", ["id": "results"]) { page in
          filters.form(&page)
          context.chips(&page)
          context.tools(layout, hasFacets: !answer.facets.isEmpty, &page)
          filters.summary(answer, list, filterText: context.text(ofFilter:), &page)
          context.expectedLink(&page)
          if !entries.isEmpty { page.element("h2", ["class": "hidden"], "Records") }
          switch layout {
          case .list:
            if list.fields.isEmpty {
              try context.records(entries, of: list, head, &page)
            } else if !entries.isEmpty {
              PageTable(list.kind, list.fields, head).write(
                entries, caption: head.title, into: &page)
            }
          case .month:
            if let month { MonthView(context: context, month: month).write(entries, &page) }
          case .timeline: TimelineView(context: context).write(entries, &page)
          case .map: MapView(context: context).write(entries, total: answer.page.total, &page)
          }
          PageFilters.pages(next: next, previous: previous, &page)
          context.takeAway(list, &page)
        }
      }
    }
    return FormAnswer(
      piece: StreamedPart(bytes: bytes),
      links: [(next, "next"), (previous, "prev")].compactMap { url, relation in
        url.map { "<\($0)>; rel=\"\(relation)\"" }
      })
  }
}

extension PageContext {
  /// Returns the filters whose values a page counts unless the request names others.
  ///
  /// Only those that an index counts, so that the page is fast even in a catalog of a million
  /// sessions.
  private func defaultFacets(_ list: ListQuery) -> [String] {
    switch list.kind {
    case .conference: ["topic", "country", "format", "audience", "month", "status"]
    case .deadline: ["kind", "topic", "country"]
    case .series: ["topic", "rank", "kind"]
    case .session where !list.filter[.conference].isEmpty: ["kind", "track", "room"]
    case .session: ["kind"]
    case .place: ["kind"]
    case .guideItem: ["kind"]
    case .venue: ["country"]
    case .recommendation: ["audience"]
    default: []
    }
  }

  func addFacets(to list: inout ListRequest) {
    guard case .list(var question) = list.question, question.facets.isEmpty else { return }
    question.facets = defaultFacets(question)
    question.facetLimits = Self.facetLimits
    list.question = .list(question)
  }

  /// Returns the record that the path names, to which the list belongs; nil if it names none.
  func parent() throws -> (name: String, url: String)? {
    guard let (capture, id) = route.captures.first,
      let kind = RecordKind(rawValue: capture), let row = try call.reader.row(kind, id),
      let record = try call.reader.record(kind, row)
    else { return nil }
    let entry = Entry(record)
    return (entry.pageTitle, url(entry.path))
  }

  func title(_ list: ListRequest, _ parent: (name: String, url: String)?) -> String {
    if let title = list.title, parent == nil { return title }
    if let parent, route.endpoint.path.hasSuffix("/similar") {
      return "Conferences similar to \(parent.name)"
    }
    let what =
      (list.kind?.collection
      ?? (call.path == "/search" || list.filter.text != nil ? "search results" : "records"))
      .capitalizedFirst
    return parent.map { "\(what) of \($0.name)" } ?? what
  }

  func crumbs(_ links: [(name: String, url: String)], _ page: inout HTMLWriter) {
    page.element("nav", ["class": "crumbs", "aria-label": "Part of"]) { page in
      for (index, link) in links.enumerated() {
        if index > 0 { page.text("› ") }
        page.link(link.name, link.url)
      }
    }
    page.raw("\n")
  }

  /// Returns the text of a filter, for example "Topic: Natural language processing"; a hyphen
  /// before the value excludes it.
  func text(ofFilter item: QueryItem) -> String {
    let values =
      ["q", "near"].contains(item.name)
      ? [item.value] : item.value.split(separator: ",").map(String.init)
    let texts = values.map { value in
      // The first number of "near=-33.87,151.21" is a southern latitude.
      let isExcluded = item.name != "near" && value.hasPrefix("-")
      let code = isExcluded ? String(value.dropFirst()) : value
      let kind = CodeKind(rawValue: item.name == "topic.exact" ? "topic" : item.name)
      var label = kind.map { name($0, code) } ?? code
      if label == code, let kind, let codes = try? call.reader.names.codes(kind, named: code),
        codes.count == 1
      {
        label = name(kind, codes[0])
      }
      // `region` also accepts continents and other groups of countries.
      if label == code, item.name == "region", let row = try? call.reader.row(.place, code),
        case .place(let place)? = try? call.reader.record(.place, row)
      {
        label = place.name
      }
      if label == code, case .choices? = call.arguments.expectation(of: item.name)?.kind {
        label = CodeText.of(code)
      }
      return (isExcluded ? "not " : "") + Self.text(ofValue: code, label, of: item.name)
    }
    return "\(Self.title(ofFilter: item.name)): \(texts.joined(separator: " or "))"
  }

  /// Writes the active filters, each with a link that removes it.
  func chips(_ page: inout HTMLWriter) {
    let filters = filters
    guard !filters.isEmpty else { return }
    page.element(
      "ul", ["class": "plain row-of", "aria-label": "Filters that are set", "data-chips": ""]
    ) { page in
      for filter in filters {
        let rest = call.arguments.asked.filter { $0 != filter && $0.name != "cursor" }
        let text = text(ofFilter: filter)
        // A required parameter cannot be removed.
        if call.arguments.expectation(of: filter.name)?.isRequired ?? false { continue }
        page.element("li") { page in
          page.element(
            "a",
            [
              "class": "chip on", "href": call.url(rest), "rel": "nofollow",
              "aria-label": "Remove the filter \(text)",
            ]
          ) { page in
            page.text(text)
            page.raw(" <span aria-hidden=\"true\">×</span>")
          }
        }
      }
      if filters.count > 1 {
        let names = Set(filters.map(\.name))
        let rest = call.arguments.asked.filter { item in
          !names.contains(item.name) && item.name != "cursor"
            || call.arguments.expectation(of: item.name)?.isRequired ?? false
        }
        page.element("li") { $0.link("Remove all filters", call.url(rest), ["rel": "nofollow"]) }
      }
    }
    page.raw("\n")
  }

  /// Writes a link that adds the expected deadlines, which editions have not announced.
  func expectedLink(_ page: inout HTMLWriter) {
    guard call.arguments.isDeclared("expected"), !call.arguments.isGiven("expected") else { return }
    let asked = call.arguments.asked.filter { $0.name != "cursor" }
    page.element("p", ["class": "small no-print"]) {
      $0.link(
        "Add deadlines expected from past editions", call.url(asked + [("expected", "include")]),
        ["rel": "nofollow"])
    }
  }

  /// Writes the links to the layouts, and the button that shows the facets on a small screen.
  func tools(_ layout: ListLayout, hasFacets: Bool, _ page: inout HTMLWriter) {
    let hasLayouts = call.arguments.isDeclared("layout")
    guard hasLayouts || hasFacets else { return }
    page.element("div", ["class": "tools"]) { page in
      if hasFacets {
        page.element("a", ["class": "button open-sheet", "href": "#filters"]) { $0.text("Filters") }
      }
      guard hasLayouts else { return }
      page.element("nav", ["class": "tabs", "aria-label": "Layout"]) { page in
        for other in ListLayout.allCases {
          var items = call.arguments.asked.filter { !["layout", "cursor"].contains($0.name) }
          if other != .list { items.append(("layout", other.rawValue)) }
          page.link(
            other.rawValue.capitalizedFirst, call.url(items),
            other == layout ? ["aria-current": "true", "rel": "nofollow"] : ["rel": "nofollow"])
        }
      }
    }
    page.raw("\n")
  }
}
