import CatalogForm
import CatalogModel

/// The content below the heading of a record's page.
extension RecordPage {
  func badges(_ page: inout HTMLWriter) {
    switch entry.record {
    case .series(let series):
      for rank in series.rankings { page.badge("\(rank.system.uppercased()) \(rank.value)") }
      if series.ended == true { page.badge("Ended") }
    case .session(let session):
      page.badge(CodeText.of(session.kind))
      if session.status != "scheduled" { page.badge(CodeText.of(session.status), session.status) }
    default: break
    }
  }

  func subtitle(_ page: inout HTMLWriter) {
    switch entry.record {
    case .session(let session):
      context.pick(session, &page)
      page.element("p", ["class": "big"]) { context.when(session, entry, &$0) }
      let place = [session.roomName, session.trackName].compactMap { $0 }.joined(separator: " · ")
      if !place.isEmpty { page.element("p") { $0.text(place) } }
      if !session.speakers.isEmpty {
        page.element("p") { page in
          for (index, speaker) in session.speakers.enumerated() {
            if index > 0 { page.text(", ") }
            page.element("a", ["href": context.url("speakers/\(speaker.id)")]) {
              $0.text((speaker.name ?? speaker.id) + (speaker.role.map { " (\($0))" } ?? ""))
            }
          }
        }
      }
      if let text = session.abstract { page.element("p", ["class": "prose"]) { $0.text(text) } }
    case .deadline(let deadline):
      if context.status(deadline) == "open", let closing = deadline.closing {
        page.element("p", ["class": "big"]) { context.countdown(closing, &$0) }
      }
      page.element("p") { context.time(deadline, entry, &$0) }
    case .series(let series):
      if let name = series.fullName, name != series.name {
        page.element("p", ["class": "big soft"]) { $0.text(name) }
      }
      if let text = series.summary { page.element("p", ["class": "prose"]) { $0.text(text) } }
    case .speaker(let speaker):
      if let text = speaker.affiliation {
        page.element("p", ["class": "big soft"]) { $0.text(text) }
      }
      if let text = speaker.bio { page.element("p", ["class": "prose"]) { $0.text(text) } }
    case .topic(let topic):
      if let text = topic.definition { page.element("p", ["class": "prose"]) { $0.text(text) } }
      for (title, ids) in [
        ("Part of", topic.broader), ("Narrower", topic.narrower), ("Related", topic.related),
      ] where !ids.isEmpty {
        page.element("ul", ["class": "plain row-of"]) { page in
          page.element("li", ["class": "soft small"]) { $0.text(title) }
          for id in ids {
            page.element("li") {
              $0.link(context.name(.topic, id), context.url("topics/\(id)"), ["class": "chip"])
            }
          }
        }
      }
    case .recommendation(let advice): context.recommendations([advice], &page)
    case .guideItem(let item):
      if let text = item.text { page.element("p", ["class": "prose"]) { $0.text(text) } }
    default: break
    }
  }
}
