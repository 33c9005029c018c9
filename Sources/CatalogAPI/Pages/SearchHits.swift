import Catalog
import CatalogForm
import CatalogModel

/// Hits of several kinds as rows of a list.
extension PageContext {
  func hits(_ entries: [Entry], _ page: inout HTMLWriter) {
    page.element("ul", ["class": "rows"]) { page in
      for entry in entries {
        page.element("li") { page in
          page.element("h3") { page in
            page.link(entry.pageTitle, url(entry.path))
            page.badge(CodeText.of(entry.kind.rawValue))
            if let conference = entry.asConference {
              badges(conference, phase(conference), &page)
            } else if let session = entry.asSession, session.status != "scheduled" {
              page.badge(CodeText.of(session.status), session.status)
            }
          }
          let facts = hitFacts(entry).filter { !$0.isEmpty }.joined(separator: " · ")
          if !facts.isEmpty { page.element("p", ["class": "soft small"]) { $0.text(facts) } }
          notes(entry, shown: "\(entry.pageTitle) \(facts)", &page)
        }
      }
    }
    page.raw("\n")
  }

  private func hitFacts(_ entry: Entry) -> [String] {
    switch entry.record {
    case .conference(let conference):
      [conference.name, conference.dates?.pageText, conference.locations.placeText(names)]
        .compactMap { $0 }
    case .session(let session):
      [entry.host?.shortName, session.timeInWords, session.names(as: nil).joined(separator: ", ")]
        .compactMap { $0 }.filter { !$0.isEmpty }
    case .series(let series): [series.fullName].compactMap { $0 }.filter { $0 != series.name }
    case .deadline(let deadline): [deadline.pageText, deadline.basisInWords].compactMap { $0 }
    default: facts(entry).map { [$0] } ?? []
    }
  }
}
