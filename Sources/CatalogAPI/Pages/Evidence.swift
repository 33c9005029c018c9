import Catalog
import CatalogModel
import JSON

/// The sources of a record, and the contradictions between them.
struct Evidence {
  private let context: PageContext
  private let verification: Verification
  private let issues: [DataIssue]
  /// The names of a conference's deadlines by the fields that issues name.
  private let deadlines: [String: String]
  /// The sources, each once, with their titles and their own wording of facts.
  private let sources: [(id: String, title: String, words: [String])]

  private static let support = [
    "official": "The organizer's own pages support this record.",
    "corroborated": "Several independent sources support this record.",
    "single-source": "One source supports this record.",
    "disputed": "The sources of this record contradict each other.",
    "unverified": "Nobody has checked a source of this record.",
  ]

  init(
    _ context: PageContext, _ verification: Verification, _ issues: [DataIssue],
    _ attributions: [Attribution], deadlines: [Deadline] = []
  ) throws {
    (self.context, self.verification, self.issues) = (context, verification, issues)
    self.deadlines = Dictionary(
      deadlines.map { ("deadlines.\($0.id)", "the deadline “\($0.labelInWords)”") },
      uniquingKeysWith: { first, _ in first })
    let reader = context.call.reader
    sources = try attributions.map(\.source).distinct.map { id in
      let words = attributions.filter { $0.source == id }.compactMap(\.asStated).distinct
      guard let row = try reader.row(.source, id),
        case .source(let source)? = try reader.record(.source, row)
      else { return (id, id, words) }
      return (id, source.title, words)
    }
  }

  func write(_ page: inout HTMLWriter) {
    page.element("h2", [:], "Sources")
    page.element("p") { page in
      page.text(Self.support[verification.state] ?? verification.state)
      if let time = verification.checkedAt {
        page.text(" Checked on \(PageContext.displayText(ofDay: String(time.prefix(10)))).")
      }
    }
    for issue in issues {
      write(issue, &page)
    }
    guard !sources.isEmpty else { return }
    page.element("ul", ["class": "plain small spaced"]) { page in
      for source in sources {
        page.element("li") { page in
          page.link(source.title, context.url("sources/\(source.id)"))
          if !source.words.isEmpty {
            page.element("span", ["class": "soft"]) {
              $0.text(source.words.map { "“\($0)”" }.joined(separator: ", "))
            }
          }
        }
      }
    }
  }

  /// Writes what each source says about a field.
  private func write(_ issue: DataIssue, _ page: inout HTMLWriter) {
    let values = (try? JSONParser.parse(Array(issue.values.utf8)))?.array ?? []
    page.element("div", ["class": "note"]) { page in
      page.element("p") { $0.text("The sources contradict each other about \(name(issue.field)):") }
      page.element("ul", ["class": "plain"]) { page in
        for entry in values {
          page.element("li") { page in
            let value = entry["value"] ?? entry
            page.text(Self.words(value.string ?? value.shortText))
            guard let id = entry["source"]?.string else { return }
            page.raw(" ")
            page.link(
              sources.first { $0.id == id }?.title ?? id, context.url("sources/\(id)"),
              ["class": "small"])
          }
        }
      }
    }
  }

  private func name(_ field: String) -> String {
    let names = [
      "dates": "the dates", "locations": "the place", "session_kinds": "the kinds of sessions",
    ]
    return names[field] ?? deadlines[field]
      ?? field.replacing(".", with: " ").replacing("_", with: " ")
  }

  /// Returns a value of a source: dates, and times of deadlines, in words; other text in quotes.
  private static func words(_ value: String) -> String {
    if let dates = try? EventDates(edtf: value, text: nil), let text = dates.pageText {
      return text
    }
    let parts = value.split(separator: " ", maxSplits: 2).map(String.init)
    guard parts.count > 1, let day = Day(parts[0]), parts[1].contains(":") else {
      return "“\(value)”"
    }
    return (["\(day.displayText),", String(parts[1].prefix(5))] + parts.dropFirst(2))
      .joined(separator: " ")
  }
}
