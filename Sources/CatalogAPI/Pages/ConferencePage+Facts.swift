import CatalogForm
import CatalogModel
import JSON

/// The facts of a conference: dates, places and topics.
extension ConferencePage {
  /// Writes the facts as a list; omits rows without information.
  func facts(_ page: inout HTMLWriter) {
    page.element("dl", ["class": "facts"]) { page in
      fact("When", "", &page) { when(&$0) }
      fact("Where", conference.locations.isEmpty ? nil : "", &page) { places(&$0) }
      fact("Attendance", conference.format.map(CodeText.of), &page)
      fact("Previous dates", previousDates, &page)
      fact("Theme", conference.theme ?? conference.tagline, &page)
      links("Topics", "topics", .topic, conference.effectiveTopics, &page)
      links("Audiences", "audiences", .audience, conference.effectiveAudiences, &page)
      links("Series", "series", .series, conference.series, &page)
      fact("Edition", conference.editionNumber.map { "No. \($0)" }, &page)
      fact("Organizer", conference.organizer, &page)
      fact("Languages", conference.languages?.joined(separator: ", "), &page)
      fact("Accessibility", conference.accessibility, &page)
      fact("Expected attendance", conference.expectedAttendance.map { "\($0) people" }, &page)
      fact("Acceptance", acceptance, &page)
      fact("Sessions", conference.sessionKinds?.map(CodeText.of).joined(separator: ", "), &page)
      // On paper, only the links to other sites are of use.
      let links = conference.links.isEmpty ? "no-print" : ""
      fact("Links", "", style: links, &page) { page in
        for link in conference.links {
          page.link(
            link.title ?? (link.rel == "home" ? "Website" : CodeText.of(link.rel)), link.url,
            ["rel": "nofollow noreferrer"])
          page.raw("<span class=\"no-print\">· </span>")
        }
        page.raw("<span class=\"no-print\">")
        page.link("JSON", "\(context.url("conferences/\(conference.id)")).json")
        page.raw("· ")
        page.link("History", context.url("conferences/\(conference.id)/history"))
        page.raw("</span>")
      }
    }
    page.raw("\n")
  }

  private func fact(_ name: String, _ text: String?, _ page: inout HTMLWriter) {
    guard let text, !text.isEmpty else { return }
    fact(name, text, &page) { $0.text(text) }
  }

  private func fact(
    _ name: String, _ condition: String?, style: String = "", _ page: inout HTMLWriter,
    _ write: (inout HTMLWriter) -> Void
  ) {
    guard condition != nil else { return }
    let attributes: KeyValuePairs<String, String> = style.isEmpty ? [:] : ["class": style]
    page.element("dt", attributes, name)
    page.element("dd", attributes, write)
    page.raw("\n")
  }

  private func links(
    _ name: String, _ collection: String, _ kind: CodeKind, _ ids: [String],
    _ page: inout HTMLWriter
  ) {
    fact(name, ids.isEmpty ? nil : "", &page) { page in
      page.element("ul", ["class": "plain row-of"]) { page in
        for id in ids {
          page.element("li") {
            $0.link(context.name(kind, id), context.url("\(collection)/\(id)"), ["class": "chip"])
          }
        }
      }
    }
  }

  /// The dates before the conference was moved.
  private var previousDates: String? {
    let dates = conference.previousDates.flatMap { try? JSONParser.parse(Array($0.utf8)) }
    let texts = dates?.array?.compactMap { date in
      date["text"]?.string
        ?? date["edtf"]?.string.flatMap {
          (try? EventDates(edtf: $0, text: nil))?.pageText
        }
    }
    return texts.flatMap { $0.isEmpty ? nil : $0.joined(separator: "; ") }
  }

  /// "120 of 388 submissions".
  private var acceptance: String? {
    let numbers = conference.acceptance.flatMap { try? JSONParser.parse(Array($0.utf8)) }
    guard let accepted = numbers?["accepted"]?.integer,
      let submitted = numbers?["submitted"]?.integer
    else { return nil }
    return "\(accepted) of \(submitted) submissions"
  }

  private func when(_ page: inout HTMLWriter) {
    context.dates(conference.dates, &page)
    guard let zone = conference.timeZone else { return }
    page.element("span", ["class": "soft"]) { page in
      page.text(" · \(PageContext.text(ofZone: zone))")
      if phase != "past", let rules = context.names.zones.rules(zone),
        let start = conference.dates?.start
      {
        let instant = rules.instant(of: start, second: 0)
        page.element("time", ["datetime": instant.description, "data-begins": ""]) { _ in }
      }
    }
  }

  private func places(_ page: inout HTMLWriter) {
    let stated = conference.locations.filter { $0.certainty == "stated" }
    let shown = stated.isEmpty ? conference.locations : stated
    if stated.isEmpty { page.text(shown.count == 1 ? "Perhaps " : "One of these:") }
    for (index, place) in shown.enumerated() {
      if index > 0 || stated.isEmpty && shown.count > 1 { page.raw("<br>") }
      let text = place.placeText(context.names) ?? ""
      let venue = place.venue.map { text.contains($0) ? "" : "\($0), " } ?? ""
      page.text(venue + text)
      if let city = place.city, !place.isVirtual {
        page.raw(" ")
        page.link(
          "more in \(city)", context.url("conferences", [("city", city), ("when", "upcoming")]),
          ["class": "small no-print", "rel": "nofollow"])
      }
    }
  }
}
