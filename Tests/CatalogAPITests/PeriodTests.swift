import CatalogModel
import Testing

@testable import CatalogAPI

@Suite struct `Periods in words` {
  /// Asked on Monday, 30 November 2026.
  private static let today = Day(year: 2026, month: 11, day: 30) ?? Day(number: 0)

  @Test(arguments: [
    ("this weekend", "2026-12-05", "2026-12-06"), ("weekend", "2026-12-05", "2026-12-06"),
    ("next weekend", "2026-12-12", "2026-12-13"), ("last week", "2026-11-23", "2026-11-29"),
    ("next spring", "2027-03-01", "2027-05-31"), ("spring 2027", "2027-03-01", "2027-05-31"),
    ("2027 spring", "2027-03-01", "2027-05-31"), ("fall of 2026", "2026-09-01", "2026-11-30"),
    ("summer", "2027-06-01", "2027-08-31"), ("last summer", "2026-06-01", "2026-08-31"),
    ("this winter", "2026-12-01", "2027-02-28"), ("winter 2027", "2026-12-01", "2027-02-28"),
    // The winter that is ahead, and not the one that is over.
    ("winter 2026", "2026-12-01", "2027-02-28"), ("this autumn", "2026-09-01", "2026-11-30"),
    ("q1", "2027-01-01", "2027-03-31"), ("q4 2026", "2026-10-01", "2026-12-31"),
    ("first quarter of 2027", "2027-01-01", "2027-03-31"),
    ("this quarter", "2026-10-01", "2026-12-31"), ("next quarter", "2027-01-01", "2027-03-31"),
    ("last quarter", "2026-07-01", "2026-09-30"), ("last month", "2026-10-01", "2026-10-31"),
    ("h1 2027", "2027-01-01", "2027-06-30"), ("second half of 2027", "2027-07-01", "2027-12-31"),
    ("early 2027", "2027-01-01", "2027-04-30"), ("mid 2027", "2027-05-01", "2027-08-31"),
    ("end of the year", "2026-10-01", "2026-12-31"),
    ("early next year", "2027-01-01", "2027-04-30"),
    ("rest of the year", "2026-11-30", "2026-12-31"), ("late may 2027", "2027-05-21", "2027-05-31"),
    ("next may", "2027-05-01", "2027-05-31"), ("last may", "2026-05-01", "2026-05-31"),
    ("from june to august 2027", "2027-06-01", "2027-08-31"),
    ("june august 2027", nil, nil), ("june to august", "2027-06-01", "2027-08-31"),
    ("between november and february 2027", "2026-11-01", "2027-02-28"),
    ("between november 2026 and february", "2026-11-01", "2027-02-28"),
    ("2026 and 2027", "2026-01-01", "2027-12-31"), ("may or june", "2027-05-01", "2027-06-30"),
    ("after march 2027", "2027-04-01", nil), ("since 2025", "2025-01-01", nil),
    ("before june", "2026-11-30", "2027-05-31"), ("until march 2027", "2026-11-30", "2027-03-31"),
    ("before 2020", nil, "2019-12-31"), ("next 30 days", "2026-11-30", "2026-12-30"),
    ("in the next 3 months", "2026-11-30", "2027-02-28"),
    ("within two weeks", "2026-11-30", "2026-12-14"), ("coming weeks", "2026-11-30", "2026-12-21"),
    ("next few weeks", "2026-11-30", "2026-12-21"), ("2027 03 09", "2027-03-09", "2027-03-09"),
    ("april 27 2027", "2027-04-27", "2027-04-27"), ("27th of april", "2027-04-27", "2027-04-27"),
    // A number before a month is a day, and one behind it only in a range.
    ("10 may", "2027-05-10", "2027-05-10"), ("after 1 march 2027", "2027-03-02", nil),
    ("before march 10", "2026-11-30", "2027-03-09"),
    ("between 1 and 15 june 2027", "2027-06-01", "2027-06-15"),
    ("10 14 may 2027", "2027-05-10", "2027-05-14"), ("may 10 14 2027", "2027-05-10", "2027-05-14"),
    ("may 14 10 2027", nil, nil),
    ("week of 10 may 2027", "2027-05-10", "2027-05-16"),
    ("week of december 4", "2026-11-30", "2026-12-06"), ("week 2 2027", "2027-01-11", "2027-01-17"),
    ("week 60", nil, nil), ("week of may", nil, nil),
    ("before christmas", "2026-11-30", "2026-12-24"), ("after new year", "2027-01-02", nil),
    ("christmas", nil, nil), ("sommer 2027", "2027-06-01", "2027-08-31"),
    ("printemps 2027", "2027-03-01", "2027-05-31"), ("otoño 2027", nil, nil),
    ("january 27", nil, nil), ("2027", nil, nil), ("in", nil, nil), ("the spring", nil, nil),
    ("data days", nil, nil), ("30 days", nil, nil), ("", nil, nil),
  ])
  func `Words name the days from the first to the last`(
    _ words: String, _ first: String?, _ last: String?
  ) {
    let days = Period(words)?.days(Self.today, year: nil)
    #expect(days?.first?.description == first)
    #expect(days?.last?.description == last)
  }

  @Test func `A year that the query states elsewhere counts`() {
    let days = Period("summer")?.days(Self.today, year: 2025)
    #expect(days?.first?.description == "2025-06-01")
  }

  @Test(
    arguments: [
      ("mai", 5), ("oktober", 10), ("août", 8), ("mars 2027", 3), ("mayo 2027", 5), ("may", 5),
      ("mayo", nil), ("mars", nil), ("julio", nil), ("marsh", nil), ("ju", nil),
    ] as [(String, Int?)])
  func `A month has its name in four languages, unless the name is also another word`(
    words: String, month: Int?
  ) {
    let found = QueryVocabulary.meanings(of: Folding.fold(words)).compactMap { meaning in
      if case .month(let month, _) = meaning { month } else { nil }
    }
    #expect(found.first == month)
  }
}
