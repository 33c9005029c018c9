import Catalog
import CatalogForm
import CatalogModel

/// A calendar of one month: a bar for each conference with exact days, a band for vague ones.
struct MonthView {
  let context: PageContext
  let month: Month

  /// Maximum number of bars above each other in one week; a link leads to the rest.
  private static let lanes = 8
  /// Maximum number of conferences in a month.
  static let maximumHits = 300

  private struct Bar {
    var conference: Conference
    var days: ClosedRange<Day>
    var lane: Int
  }

  func write(_ entries: [Entry], _ page: inout HTMLWriter) {
    let conferences = entries.compactMap(\.asConference)
    steps(&page)
    page.element("section", ["class": "month", "aria-label": month.text]) { page in
      page.element("div", ["class": "weekdays", "aria-hidden": "true"]) { page in
        for day in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] {
          page.element("span") { $0.text(day) }
        }
      }
      band(conferences.filter { !($0.dates?.isExact ?? false) }, &page)
      let exact = conferences.filter { $0.dates?.isExact ?? false }
      var monday = month.first + -month.first.weekday
      while monday <= month.last {
        week(monday, exact, &page)
        monday = monday + 7
      }
    }
    page.raw("\n")
  }

  private func steps(_ page: inout HTMLWriter) {
    page.element("nav", ["class": "row-of", "aria-label": "Months", "data-step": ""]) { page in
      page.link(
        "← \(month.previous.text)", url(month.previous), ["class": "button", "rel": "nofollow"])
      page.element("h2") { $0.text(month.text) }
      page.link("\(month.next.text) →", url(month.next), ["class": "button", "rel": "nofollow"])
    }
    page.raw("\n")
  }

  private func url(_ month: Month) -> String {
    let times = ["month", "when", "from", "to", "cursor", "phase"]
    return context.call.url(
      context.call.arguments.asked.filter { !times.contains($0.name) }
        + [(name: "month", value: month.description)])
  }

  /// Writes the conferences that may take place on some days of the month.
  private func band(_ conferences: [Conference], _ page: inout HTMLWriter) {
    guard !conferences.isEmpty else { return }
    page.element("div", ["class": "band"]) { page in
      page.element("span", ["class": "soft small"]) { $0.text("Some time in \(month.text):") }
      for conference in conferences {
        page.link(
          conference.displayName, context.url("conferences/\(conference.id)"),
          ["class": "bar unsure"])
      }
    }
    page.raw("\n")
  }

  private func week(_ monday: Day, _ conferences: [Conference], _ page: inout HTMLWriter) {
    let week = monday...(monday + 6)
    let (bars, left) = bars(of: conferences, in: week)
    page.element("div", ["class": "week"]) { page in
      for offset in 0..<7 {
        let day = monday + offset
        let isOther = day < month.first || day > month.last
        let isToday = day == context.call.arguments.today
        page.element(
          "span",
          [
            "class": "day c\(offset + 1)\(isOther ? " other" : "")\(isToday ? " today" : "")",
            "aria-hidden": "true",
          ]
        ) { $0.text("\(day.components.day)") }
      }
      guard !bars.isEmpty else { return }
      page.element("ul", ["aria-label": "Week from \(monday.displayText)"]) { page in
        for bar in bars { item(bar, monday, &page) }
        if left > 0 {
          page.element("li", ["class": "c1 s7 r9"]) { page in
            page.link(
              "\(left) more in this week",
              context.url(
                "conferences", [("from", "\(monday)"), ("to", "\(monday + 6)")]),
              ["class": "small", "rel": "nofollow"])
          }
        }
      }
    }
    page.raw("\n")
  }

  private func item(_ bar: Bar, _ monday: Day, _ page: inout HTMLWriter) {
    let column = bar.days.lowerBound.number - monday.number + 1
    let width = bar.days.upperBound.number - bar.days.lowerBound.number + 1
    let phase = context.phase(bar.conference)
    let state =
      bar.conference.status == "cancelled" ? " cancelled" : phase == "past" ? " past" : ""
    let isContinued = bar.conference.dates?.startEarliest.map { $0 < monday } ?? false
    let place = "c\(column) s\(width) r\(bar.lane + 2)"
    page.element(
      "li", ["class": isContinued && monday > month.first ? "\(place) continued" : place]
    ) { page in
      let conference = bar.conference
      page.element(
        "a", ["class": "bar\(state)", "href": context.url("conferences/\(conference.id)")]
      ) { page in
        page.text(conference.displayName)
        page.element("span", ["class": "dates"]) {
          $0.text(" · \(conference.dates?.pageText ?? "")")
        }
        if conference.status != "scheduled" {
          page.element("span", ["class": "hidden"]) {
            $0.text(", \(CodeText.of(conference.status).lowercased())")
          }
        }
      }
    }
  }

  /// Returns bars in lanes, so that none covers another, and the number of conferences without a
  /// lane.
  private func bars(
    of conferences: [Conference], in week: ClosedRange<Day>
  ) -> (bars: [Bar], left: Int) {
    var ends = Array(repeating: week.lowerBound + -1, count: Self.lanes)
    var bars: [Bar] = []
    var left = 0
    for conference in conferences {
      guard let bounds = conference.dates?.bounds, bounds.overlaps(week) else { continue }
      let days = bounds.clamped(to: week)
      guard let lane = ends.firstIndex(where: { $0 < days.lowerBound }) else {
        left += 1
        continue
      }
      ends[lane] = days.upperBound
      bars.append(Bar(conference: conference, days: days, lane: lane))
    }
    return (bars, left)
  }
}

extension PageContext {
  /// Restricts a list to the month that its filters name, or else to the month nearest to today.
  func month(of list: inout ListRequest) -> Month? {
    guard case .list(var question) = list.question else { return nil }
    let named = call.arguments.values("month").first.flatMap(Month.init)
    let today = call.arguments.today
    let from = question.filter[.days].from ?? today
    let month = named ?? Month(max(from, min(today, question.filter[.days].to ?? today)))
    if named == nil {
      question.filter[.days].from = max(from, month.first)
      if question.filter[.days].from == today { question.filter[.days].from = month.first }
      question.filter[.days].to = min(question.filter[.days].to ?? month.last, month.last)
      call.filling.note(changedAt: Instant(today))
      call.filling.note(changesAt: Instant(today + 1))
    }
    question.sort = [SortTerm(name: "start")]
    question.dividedAt = nil
    list.question = .list(question)
    list.page = PageRequest(limit: MonthView.maximumHits)
    return month
  }
}
