import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

@Suite struct `Lines of calendars` {
  private let head =
    "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:a@x\nDTSTART:20270510T090000Z\n"
  private let tail = "END:VEVENT\nEND:VCALENDAR\n"

  private func session(_ bytes: [UInt8]) throws -> (Session, ImportBatch) {
    let batches = ImportReader.read([InputFile(name: "demo-2027.ics", bytes: bytes)])
    try #require(batches.count == 1)
    return (try #require(batches[0].document.sessions.first), batches[0])
  }

  @Test(arguments: ["Café in Nîmes", "Smile 😀 today", "講演 一覧", "a\u{301}é"])
  func `may be folded at each octet, also inside a character`(_ title: String) throws {
    let octets = Array(title.utf8)
    for end in ["\r\n", "\n", "\r"] {
      for fold in [" ", "\t"] {
        for place in 1..<octets.count {
          let folded = octets[..<place] + Array((end + fold).utf8) + octets[place...]
          let lines = (
            head.replacingAll("\n", with: end), (end + tail).replacingAll("\n", with: end)
          )
          let (session, batch) = try session(
            Array(lines.0.utf8) + Array("SUMMARY:".utf8) + folded + Array(lines.1.utf8))
          #expect(session.title == title, "folded after \(place) octets")
          #expect(batch.problems.isEmpty)
        }
      }
    }
  }

  @Test func `may say that their value has eight bits`() throws {
    let (session, batch) = try session(
      Array((head + "SUMMARY;ENCODING=8BIT:Café\n" + tail).utf8))
    #expect(session.title == "Café" && batch.problems.isEmpty)
  }

  @Test func `may be folded after each octet`() throws {
    let title = "Café 😀 講"
    let folded = title.utf8.flatMap { [$0, 0x0d, 0x0a, 0x20] as [UInt8] }
    let (session, batch) = try session(
      Array((head + "SUMMARY:").utf8) + folded + Array(("\r\n" + tail).utf8))
    #expect(session.title == title && batch.problems.isEmpty)
  }

  @Test(arguments: [
    "begin:vcalendar\nbegin:vevent\nuid:1\nsummary:Talk\ndtstart;tzid=Europe/Paris:20270510T090000\n"
      + "end:vevent\nend:vcalendar\n",
    "Begin:VCalendar\nBegin:VEvent\nUid:1\nSummary:Talk\nDtStart;TzId=Europe/Paris:20270510T090000\n"
      + "End:VEvent\nEnd:VCalendar\n",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Talk\ndtstart;tzid=Europe/Paris:20270510T090000\n"
      + "END:VEVENT\nEND:VCALENDAR\n",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSummary: Talk\n"
      + "DTSTART;TZID=\"europe/paris\";VALUE=date-time:20270510t090000\nEND:VEVENT\nEND:VCALENDAR\n",
  ])
  func `have names without case`(_ text: String) throws {
    let (session, batch) = try session(Array(text.utf8))
    #expect(session.title == "Talk" && session.abstract == nil)
    #expect(session.startsAt?.instant.description == "2027-05-10T07:00:00Z")
    #expect(batch.problems.isEmpty)
  }

  @Test(arguments: [
    "NOTE: bring a laptop", "Note: bring a laptop", "and a pen", "http://a.example/x",
    "12:30 lunch",
    "Location: Hall 3", "BEGIN: the talk", "END:of the day", "Speaker;Ann", "X-ray: a demo", "a:b",
  ])
  func `that are not folded continue the text before them, with a notice`(_ line: String) throws {
    let (session, batch) = try session(
      Array("\(head)SUMMARY:Talk\nDESCRIPTION:First\n\(line)\nand more\n\(tail)".utf8))
    #expect(session.abstract == "First\n\(line)\nand more")
    #expect(session.title == "Talk" && session.room == nil)
    #expect(batch.problems.map(\.severity) == [.assumption])
    #expect(batch.problems.first?.line == 8 && batch.problems.first?.value == line)
  }

  @Test(arguments: ["NOTE: bring a laptop", "and a pen", "DTSTAMPS;x"])
  func `after a time are never lost in silence`(_ line: String) throws {
    let (session, batch) = try session(
      Array("\(head)SUMMARY:Talk\nDTEND:20270510T100000Z\n\(line)\n\(tail)".utf8))
    #expect(session.endsAt?.instant.description == "2027-05-10T10:00:00Z")
    #expect(batch.problems.map(\.line) == [8])
  }

  @Test(arguments: [0x00, 0x01, 0x0b, 0x1b, 0x7f] as [UInt8])
  func `lose control characters, with a notice`(_ control: UInt8) throws {
    let (session, batch) = try session(
      Array((head + "SUMMARY:Neu").utf8) + [control] + Array(("ral nets\n" + tail).utf8))
    #expect(session.title == "Neural nets")
    #expect(batch.problems.map(\.severity) == [.notice] && batch.problems[0].line == 6)
  }

  @Test(arguments: [
    "Neu\u{1b}]8;;https://a.example\u{7}ral\u{1b}]8;;\u{7} nets",
    "Neu\u{1b}]0;title\u{1b}\\ral nets",
    "\u{1b}[1m\u{1b}[31mNeu\u{1b}[0mral\u{1b}[22m nets\u{7}",
  ])
  func `lose the strings of escape sequences, with a notice`(_ summary: String) throws {
    let (session, batch) = try session(Array("\(head)SUMMARY:\(summary)\n\(tail)".utf8))
    #expect(session.title == "Neural nets")
    #expect(batch.problems.map(\.severity) == [.notice] && batch.problems[0].line == 6)
  }

  @Test(arguments: [
    "SUMMARY;ENCODING=BASE64:VGFsaw==", "SUMMARY;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9",
  ])
  func `of vCalendar 1.0 are kept as written, with a notice`(_ line: String) throws {
    let (session, batch) = try session(Array("\(head)\(line)\n\(tail)".utf8))
    #expect(line.hasSuffix(":\(session.title)"))
    #expect(batch.problems.map(\.severity) == [.notice])
  }

  @Test func `a calendar without events is no conference`() throws {
    let batch = try TestCalendar.read("")
    #expect(batch.document.conferences.isEmpty)
    #expect(batch.problems.map(\.reason) == ["a calendar without events"])
  }

  @Test func `a file of NULs is not a calendar`() {
    let bytes = "BEGIN:VCALENDAR\n".utf8.flatMap { [$0, 0] as [UInt8] }
    let batches = ImportReader.read([InputFile(name: "a.ics", bytes: bytes)])
    #expect(batches[0].problems.map(\.severity) == [.refused])
  }

  @Test func `an event without an end ends where the next begins`() throws {
    let events = "BEGIN:VEVENT\nUID:a\nSUMMARY:A\n" + TestCalendar.event("UID:b\nSUMMARY:B")
    let batch = try TestCalendar.read(events)
    #expect(batch.document.sessions.map(\.title) == ["A", "B"])
    #expect(batch.problems.contains { $0.reason.contains("no end before the next") })
  }

  @Test func `a wrong END only causes a notice`() throws {
    let batch = try TestCalendar.read(
      "END:VEVENT\n" + TestCalendar.event("UID:b\nSUMMARY:B\nBEGIN:VALARM\nTRIGGER:-PT5M"))
    #expect(batch.document.sessions.map(\.title) == ["B"])
    #expect(batch.problems.count { $0.reason.contains("END of a component") } == 1)
    #expect(batch.problems.contains { $0.reason == "VALARM has no end" })
  }

  @Test(arguments: [
    "DTSTART;TZID=(UTC-05:00) Eastern Time (US & Canada):20270705T100000",
    "DTSTART;TZID=\"(UTC-05:00) Eastern Time (US & Canada)\":20270705T100000",
    "DTSTART;X-A=\"b;c:d\";TZID=America/New_York:20270705T100000",
    "DTSTART;TZID=\"America/New_York:20270705T100000",
    "DTSTART;TZID=America/New_York:2027-07-05 10:00",
    "DTSTART;TZID=America/New_York:20270705T1000", "DTSTART:20270705T100000-0400",
    "DTSTART:2027-07-05T10:00:00-04:00",
  ])
  func `have times in any format`(_ line: String) throws {
    let batch = try TestCalendar.read(TestCalendar.event("UID:1\nSUMMARY:A\n\(line)"))
    #expect(batch.starts == ["A 2027-07-05T14:00:00Z"])
  }
}
