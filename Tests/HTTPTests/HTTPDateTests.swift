import Testing

@testable import HTTP

@Suite struct HTTPDateTests {
  static let now = HTTPDate(seconds: 1_790_000_000)  // 2026-09-21

  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
    (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
    (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
    (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
    (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
    (.max, "Fri, 31 Dec 9999 23:59:59 GMT"), (.min, "Sat, 01 Jan 0000 00:00:00 GMT"),
  ])
  func `A date is written as IMF-fixdate`(_ seconds: Int, _ text: String) {
    let date = HTTPDate(seconds: seconds)
    #expect(date.description == text)
    #expect(HTTPDate.parse(text, now: Self.now) == date)
  }

  @Test(arguments: [
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
    ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
    ("Sun Nov  6 08:49:37 1994", 784_111_777),
    ("Thu Nov 10 00:00:00 1994", 784_425_600),
    ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
    ("Thursday, 01-Jan-70 00:00:00 GMT", 3_155_760_000),  // 2070: not 50 years ahead
    ("Sunday, 20-Sep-76 00:00:00 GMT", 3_367_785_600),  // one day less than 50 years ahead
    ("Friday, 01-Oct-76 00:00:00 GMT", 212_976_000),  // more than 50 years ahead, so 1976
    ("Saturday, 01-Jan-77 00:00:00 GMT", 220_924_800),
  ])
  func `All three date formats are read`(_ text: String, _ seconds: Int) {
    #expect(HTTPDate.parse(text, now: Self.now)?.seconds == seconds)
  }

  @Test(arguments: [
    "", "0", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
    "Sun, 06 Nov 1994 08:49:37 GMT ", " Sun, 06 Nov 1994 08:49:37 GMT",
    "sun, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
    "Sun, 31 Nov 1994 08:49:37 GMT", "Wed, 29 Feb 1995 00:00:00 GMT",
    "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT",
    "Sun, 06 Nov 1994 08:00:61 GMT", "Sun, 06 Nov 94 08:49:37 GMT",
    "Sun,  06 Nov 1994 08:49:37 GMT", "Sun, 06-Nov-94 08:49:37 GMT",
    "Sunday, 06 Nov 1994 08:49:37 GMT", "Sunday Nov  6 08:49:37 1994",
    "Sun Nov 6 08:49:37 1994", "Sun Nov 06 08:49:37 94", "1994-11-06T08:49:37Z",
  ])
  func `An invalid HTTP date is nil`(_ text: String) {
    #expect(HTTPDate.parse(text, now: Self.now) == nil)
  }

  @Test func `Days and dates of the calendar convert to each other for 800 years`() {
    var days = CivilDate(year: 1600, month: 1, day: 1).days
    for year in 1600..<2400 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (index, length) in lengths.enumerated() {
        for day in 1...length {
          let date = CivilDate(year: year, month: index + 1, day: day)
          if CivilDate(days: days) != date || date.days != days {
            Issue.record("\(date) is not day \(days)")
          }
          days += 1
        }
      }
    }
  }
}
