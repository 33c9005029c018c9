import Catalog
import CatalogModel

/// The sources of a record, and the contradictions between them.
struct Evidence {
  private let context: PageContext
  private let verification: Verification
  private let issues: [DataIssue]
  /// The sources, each once, with their titles and their own wording of facts.
  private let sources: [(id: String, title: String, words: [String])]

  private static let support = [
    "official": "The organizer's own pages support this record.",
    "corroborated": "Several independent sources agree.",
    "single-source": "One source supports this record.",
    "disputed": "The sources contradict each other.",
    "unverified": "No source has been checked.",
  ]

  init(
    _ context: PageContext, _ verification: Verification, _ issues: [DataIssue],
    _ attributions: [Attribution]
  ) throws {
    (self.context, self.verification, self.issues) = (context, verification, issues)
    let reader = context.call.reader
    sources = try attributions.map(\.source).distinct.map { id in
      let words = attributions.filter { $0.source == id }.compactMap(\.asStated).distinct
      guard let row = try reader.row(.source, id),
        case .source(let source)? = try reader.record(.source, row)
      else { return (id, id, words) }
      return (id, source.title, words)
    }
  }

  func write(_ page: inout HTMLText) {
    page.element("h2", [:], "Sources")
    page.element("p") { page in
      page.text(Self.support[verification.state] ?? verification.state)
      if let day = verification.checkedAt { page.text(" Checked \(day.prefix(10)).") }
    }
    for issue in issues {
      page.element("p", ["class": "note"]) {
        $0.text("The sources contradict each other about \(issue.field): \(issue.inWords).")
      }
    }
    guard !sources.isEmpty else { return }
    page.element("ul", ["class": "plain small"]) { page in
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
}
