import Catalog
import CatalogForm
import CatalogModel

/// Conferences as bars below each other, on a common scale of months.
struct TimelineView {
  let context: PageContext

  func write(_ entries: [Entry], _ page: inout HTMLWriter) {
    let dated = entries.compactMap(\.asConference).filter { $0.dates?.bounds != nil }
      .sorted { one, other in
        (one.dates?.startEarliest ?? Day(number: 0), one.id)
          < (other.dates?.startEarliest ?? Day(number: 0), other.id)
      }
    let bounds = dated.compactMap { $0.dates?.bounds }
    guard let first = bounds.map(\.lowerBound).min(), let last = bounds.map(\.upperBound).max()
    else { return page.element("p", [:], "No conference in this list has dates for the timeline.") }
    let scale = Scale(first: Month(first), last: Month(last))
    page.element("ul", ["class": "timeline plain"]) { page in
      page.element("li", ["aria-hidden": "true"]) { page in
        page.raw("<span></span>")
        header(scale, &page)
      }
      for conference in dated { row(conference, scale, &page) }
    }
    page.raw("\n")
    let undated = entries.count - dated.count
    if undated > 0 {
      page.element("p", ["class": "soft"]) { $0.text("\(undated) more without dates.") }
    }
  }

  /// Converts days to percentages of the drawing's width.
  private struct Scale {
    let start: Day
    let days: Double
    var months: [Month] = []

    init(first: Month, last: Month) {
      start = first.first
      days = Double(last.last.number - first.first.number + 1)
      var month = first
      while month <= last {
        months.append(month)
        month = month.next
      }
    }

    func percent(_ day: Day) -> Double {
      (Double(day.number - start.number) / days * 10_000).rounded() / 100
    }
  }

  private func header(_ scale: Scale, _ page: inout HTMLWriter) {
    // A label takes about a twelfth of the width.
    let step = max(1, (scale.months.count + 9) / 10)
    page.raw("<svg><defs><g id=\"months\">")
    for month in scale.months where month.month % step == 1 % step {
      let x = scale.percent(month.first)
      page.raw("<line class=\"month-line\" x1=\"\(x)%\" x2=\"\(x)%\" y1=\"0\" y2=\"100%\"/>")
    }
    let today = scale.percent(context.call.arguments.today)
    if (0...100).contains(today) {
      page.raw(
        "<line class=\"today-line\" x1=\"\(today)%\" x2=\"\(today)%\" y1=\"0\" y2=\"100%\"/>")
    }
    page.raw("</g></defs>")
    for month in scale.months where month.month % step == 1 % step {
      page.raw("<text x=\"\(scale.percent(month.first))%\" dx=\"3\" y=\"1.1em\">")
      // "Jan 2027" would run into the next label on a phone.
      page.text(month.month <= step ? String(month.year) : String(month.name.prefix(3)))
      page.raw("</text>")
    }
    page.raw("</svg>")
  }

  private func row(_ conference: Conference, _ scale: Scale, _ page: inout HTMLWriter) {
    guard let dates = conference.dates, let bounds = dates.bounds else { return }
    let x = scale.percent(bounds.lowerBound)
    let width = max(0.6, scale.percent(bounds.upperBound + 1) - x)
    let phase = context.phase(conference)
    let state =
      conference.status == "cancelled"
      ? "cancelled" : !dates.isExact ? "unsure" : phase == "past" ? "past" : "ahead"
    page.element("li") { page in
      page.element("span") { page in
        page.link(conference.displayName, context.url("conferences/\(conference.id)"))
        context.badges(conference, nil, &page)
        page.element("span", ["class": "soft small"]) { $0.text(dates.pageText ?? "") }
      }
      page.raw("<svg aria-hidden=\"true\"><use href=\"#months\"/>")
      page.raw(
        "<rect class=\"\(state)\" x=\"\(x)%\" width=\"\(width)%\" y=\"15%\" height=\"70%\" rx=\"3\"/></svg>"
      )
    }
    page.raw("\n")
  }
}
