import CatalogModel
import JSON

/// Two conferences that take place, or may take place, at the same time.
struct Overlap {
  let one: Conference
  let other: Conference
  let isCertain: Bool
  /// The first and the last day on which both take place, or may.
  let first: Day
  let last: Day

  static func all(of conferences: [Conference]) -> [Overlap] {
    var overlaps: [Overlap] = []
    for (index, one) in conferences.enumerated() {
      for other in conferences[(index + 1)...] {
        if let overlap = Overlap(one, other) { overlaps.append(overlap) }
      }
    }
    return overlaps
  }

  /// Fails if the two cannot overlap, or if the dates of one are unknown.
  init?(_ one: Conference, _ other: Conference) {
    guard let a = one.dates, let b = other.dates, let aStart = a.startEarliest,
      let bStart = b.startEarliest, let aEnd = a.endLatestForFilter,
      let bEnd = b.endLatestForFilter,
      aStart <= bEnd, bStart <= aEnd
    else { return nil }
    self.one = one
    self.other = other
    first = max(aStart, bStart)
    last = min(aEnd, bEnd)
    // However late the one starts, the other has not ended, and vice versa.
    let aLatest = a.startLatest ?? aEnd
    let bLatest = b.startLatest ?? bEnd
    isCertain = aLatest <= (b.endEarliest ?? bStart) && bLatest <= (a.endEarliest ?? aStart)
  }

  static let columns = [
    "overlap", "from", "to", "conference", "edtf", "other_conference", "other_edtf",
  ]

  var cells: [[TableCell]] {
    [
      [
        .text(isCertain ? "certain" : "possible"), TableCell(first), TableCell(last),
        .text(one.id), TableCell(one.dates?.edtf), .text(other.id), TableCell(other.dates?.edtf),
      ]
    ]
  }

  /// Writes an item of a list in an HTML page.
  func write(to page: inout HTMLWriter, _ baseURL: String) {
    let span = Day.span(first, last)
    page.element("li") { page in
      page.element("h2") { page in
        page.link(one.displayName, "\(baseURL)/conferences/\(one.id)")
        page.text("and ")
        page.link(other.displayName, "\(baseURL)/conferences/\(other.id)")
        if !isCertain { page.badge("May overlap", "tentative") }
      }
      page.element("p", [:], "Both on \(span)")
      for conference in [one, other] {
        if let text = conference.dates?.pageText, text != span {
          page.element("p", ["class": "soft"]) { $0.text("\(conference.displayName): \(text)") }
        }
      }
    }
    page.raw("\n")
  }

  func write(to json: inout JSONWriter, _ baseURL: String) {
    json.object { json in
      json.member("overlap", isCertain ? "certain" : "possible")
      json.member("from", first.description)
      json.member("to", last.description)
      json.list("conferences", [one, other]) { json, conference in
        json.object { json in
          json.member("id", conference.id)
          json.member("url", "\(baseURL)/conferences/\(conference.id)")
          json.member("name", conference.name)
          json.member("edtf", conference.dates?.edtf)
        }
      }
    }
  }
}
