import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// The change feed for readers: the newest changes first, under the times of their revisions.
struct ChangesPage {
  private let context: PageContext
  private let changes: ChangeList

  init(_ route: Router.Route, _ changes: ChangeList) {
    context = PageContext(route, changes.call)
    self.changes = changes
  }

  var bytes: [UInt8] {
    get throws {
      let call = changes.call
      var frame = context.frame("Changes")
      frame.showsTitle = false
      if !call.arguments.asked.isEmpty { frame.canonical = nil }
      let older = try older()
      (frame.next, frame.previous) = (older, newer)
      let filters = PageFilters(endpoint: context.route.endpoint, arguments: call.arguments)
      let parts = changes.page.steps.reversed().chunked { $0.revision == $1.revision }
      var known: [RecordName: Entry?] = [:]
      let entries = try parts.map { part in
        try part.map { step in
          let name = RecordName(kind: step.kind, slug: step.slug)
          if let entry = known[name] { return (step, entry) }
          let entry = try entry(step)
          known[name] = .some(entry)
          return (step, entry)
        }
      }
      return frame.bytes { page in
        page.element("h1", [:], "Changes")
        page.element("div", ["id": "results"]) { page in
          filters.form(&page)
          context.chips(&page)
          page.element("p", ["class": "soft"]) { page in
            page.text("What was added, changed or removed, the newest first. ")
            page.element("span", ["class": "no-print"]) { page in
              page.link("Feed", call.url(feedItems, path: "/changes.atom"), ["rel": "nofollow"])
              page.text("· ")
              page.link("Follow in a program", "\(call.baseURL)/docs#follow")
            }
          }
          if entries.isEmpty { page.element("p", [:], "No changes here.") }
          for part in entries { write(part, &page) }
          pages(older, &page)
        }
      }
    }
  }

  /// The current record of a step; nil if it was removed.
  private func entry(_ step: RecordStep) throws -> Entry? {
    let reader = changes.call.reader
    guard let row = try reader.row(step.kind, step.slug),
      let record = try reader.record(step.kind, row)
    else { return nil }
    return Entry(record)
  }

  private func write(_ part: [(RecordStep, Entry?)], _ page: inout HTMLWriter) {
    guard let first = part.first?.0 else { return }
    page.element("section") { page in
      page.element("h2") { page in
        page.element("time", ["datetime": first.at.description], first.at.inWords)
      }
      page.element("p", ["class": "soft small"], "Revision \(first.revision)")
      page.element("ul", ["class": "rows"]) { page in
        for (step, entry) in part { write(step, entry, &page) }
      }
    }
    page.raw("\n")
  }

  private func write(_ step: RecordStep, _ entry: Entry?, _ page: inout HTMLWriter) {
    let path = "\(step.kind.collection)/\(step.kind.publicID(step.slug))"
    page.element("li") { page in
      page.element("h3") { page in
        if let entry {
          page.link(entry.pageTitle, context.url(entry.path))
        } else {
          page.text("\(Self.formerName(step) ?? step.slug) ")
        }
        page.badge(CodeText.of(step.kind.rawValue))
      }
      page.element("p", ["class": "small"]) { page in
        page.text(Self.text(step))
        page.text(" ")
        page.link("History", context.url("\(path)/history"), ["class": "no-print"])
      }
    }
    page.raw("\n")
  }

  /// Returns the name in the state that the step tells.
  private static func formerName(_ step: RecordStep) -> String? {
    let record = step.record.flatMap { try? JSONParser.parse($0) }
    return ["name", "title", "label"].lazy.compactMap { record?[$0]?.string }.first
  }

  private static func text(_ step: RecordStep) -> String {
    switch step.operation {
    case .create: "Added."
    case .update:
      step.changedFields.isEmpty
        ? "Changed."
        : "Changed: \(step.changedFields.map { $0.replacing("_", with: " ") }.joined(separator: ", "))."
    case .delete: "Removed."
    case .rename: "Has a new ID; it was \(step.previousSlug ?? "")."
    case .moveIn: "Now meets the filters."
    case .moveOut: "No longer meets the filters."
    }
  }

  // MARK: Pages

  private func url(since position: Int?) -> String {
    let call = changes.call
    let items = call.arguments.asked.filter { $0.name != "since" }
    guard let position else { return call.url(items) }
    let cursor = ChangeCursor(epoch: changes.state.newest.epoch, position: position)
    return call.url(items + [(name: "since", value: cursor.description)])
  }

  private var feedItems: [QueryItem] {
    changes.call.arguments.asked.filter { !["since", "limit", "expand", "wait"].contains($0.name) }
  }

  /// Returns the URL of the changes before those of the page; nil if there are none.
  private func older() throws -> String? {
    let state = changes.state
    let horizon = state.horizon.position
    var end =
      changes.since ?? changes.page.steps.first.map { $0.position - 1 } ?? state.newest.position
    // The filter may hide all rows that one step reads.
    while end > horizon {
      let (page, start) = try ChangeList.last(changes.query, upTo: end, state, changes.call.reader)
      if let first = page.steps.first { return url(since: first.position - 1) }
      end = start
    }
    return nil
  }

  private var newer: String? {
    guard changes.since != nil else { return nil }
    return url(since: changes.page.hasMore ? changes.page.position : nil)
  }

  private func pages(_ older: String?, _ page: inout HTMLWriter) {
    guard older != nil || newer != nil else { return }
    page.element("nav", ["class": "pages", "aria-label": "Pages"]) { page in
      if let newer { page.link("← Newer", newer, ["rel": "prev nofollow", "class": "button"]) }
      if let older { page.link("Older →", older, ["rel": "next nofollow", "class": "button"]) }
    }
    page.raw("\n")
  }
}
