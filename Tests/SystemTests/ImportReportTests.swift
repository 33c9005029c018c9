import Foundation
import SQLite
import Testing

@Suite(.serialized) struct `The report of an import` {
  private static let row = """
    - title: DEMO
      description: Conference on Demonstrations
      sub: AI
      confs:
        - year: 2030
          id: demo30
          timezone: UTC
          date: May 3-5, 2030
          place: Vienna, Austria
          link: LINK
          timeline:
            - {KEY: '2030-01-01 12:00:00', deadline: '2030-01-08 12:00:00'}

    """

  private func list(link: String = "https://demo.example", key: String = "abstract_deadline")
    -> String
  {
    Self.row.replacingOccurrences(of: "LINK", with: link).replacingOccurrences(of: "KEY", with: key)
  }

  @Test func `It ends with what was read, skipped and assumed`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let whole = try place.catalog("import", try place.write("demo.yml", list()), "--no-seed")
    #expect(whole.status == 0, "\(whole.output)")
    #expect(
      whole.output.contains("read: 1 file, 3 records, ")
        && whole.output.contains(
          "; skipped: 0 files, 0 records, 0 values; by assumption: 0 values\n"),
      "\(whole.output)")
    let again = try place.catalog("import", "\(place.folder)/demo.yml")
    #expect(again.output.contains("read: 1 file, 3 records, "), "\(again.output)")
  }

  @Test func `A value that is left out makes the exit status 2`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let file = try place.write("demo.yml", list(link: "demo.example"))
    let result = try place.catalog("import", file, "--no-seed")
    #expect(result.status == 2, "\(result.output)")
    #expect(result.output.contains("dropped: ") && result.output.contains("demo.yml:10 "))
    #expect(result.output.contains("(\"demo.example\")"), "\(result.output)")
    #expect(result.output.contains("; skipped: 0 files, 0 records, 1 value;"), "\(result.output)")
    #expect(try place.count("SELECT count(*) FROM conference") == 1)
  }

  @Test func `An assumption is reported, and --strict refuses its file`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let file = try place.write("demo.yml", list(key: "'abstract deadline'"))
    let strict = try place.catalog("import", file, "--no-seed", "--strict")
    #expect(strict.status == 2, "\(strict.output)")
    #expect(strict.output.contains("--strict accepts no assumption"), "\(strict.output)")
    #expect(strict.output.contains("read: 0 files, 0 records, 0 values; skipped: 1 file,"))
    #expect(try place.count("SELECT count(*) FROM conference") == 0)
    let lenient = try place.catalog("import", file)
    #expect(lenient.status == 0 && lenient.output.contains("by assumption: 1 value\n"))
    #expect(lenient.output.contains("assumption: "), "\(lenient.output)")
  }

  @Test func `A folder without a file in a known format is refused`() throws {
    let place = try Workplace()
    defer { place.remove() }
    try FileManager.default.createDirectory(
      atPath: "\(place.folder)/lists", withIntermediateDirectories: true)
    for number in 1...30 {
      _ = try place.write("lists/\(number).json", #"{"version": 3, "unknown": [1, 2, 3]}"#)
    }
    let result = try place.catalog("import", "\(place.folder)/lists", "--no-seed")
    #expect(result.status == 2, "\(result.output)")
    #expect(result.output.contains("none of its 30 files"), "\(result.output)")
    #expect(result.output.contains("skipped 30 files: ") && result.output.contains("and 10 more"))
    #expect(result.output.contains("; skipped: 31 files,") == false, "\(result.output)")
    let verbose = try place.catalog("import", "\(place.folder)/lists", "--no-seed", "--verbose")
    #expect(verbose.output.contains("lists/9.json") && !verbose.output.contains(" more"))
  }

  @Test func `Files that are passed over are counted and named`() throws {
    let place = try Workplace()
    defer { place.remove() }
    try FileManager.default.createDirectory(
      atPath: "\(place.folder)/lists", withIntermediateDirectories: true)
    _ = try place.write("lists/demo.yml", list())
    _ = try place.write("lists/package.json", #"{"version": 3}"#)
    _ = try place.write("lists/README.md", "# Lists\n")
    let result = try place.catalog("import", "\(place.folder)/lists", "--no-seed")
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("lists/README.md") && result.output.contains("package.json"))
    #expect(result.output.contains("read: 1 file, 3 records, "), "\(result.output)")
    #expect(result.output.contains("; skipped: 2 files, 0 records, 0 values"), "\(result.output)")
  }
}

@Suite struct `The catalog's own table` {
  static let records = [
    #"{"type":"series","id":"exs","name":"EXS"}"#,
    #"{"type":"conference","id":"exs-2027","name":"'=SUM(1)","series":["exs"],"acronym":"EXS","#
      + #""year":2027,"dates":{"edtf":"2027-05-10/2027-05-12","text":"10 to 12 May"},"#
      + #""locations":[{"city":"Berlin","country":"DE","text":"Berlin, Germany"}],"#
      + #""format":"hybrid","links":[{"rel":"home","url":"https://exs.example"}]}"#,
    #"{"type":"conference","id":"other-2027","name":"\tOther; -Conf","series":[],"year":2027,"#
      + #""dates":{"edtf":"2027-05"},"status":"postponed","summary":"=1+1\n-2;=3","#
      + #""deadlines":[{"id":"paper","kind":"paper","local":"2027-01-10"}]}"#,
  ].joined(separator: "\n")

  @Test func `It is read back as what it was made from`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let native = try place.write("records.ndjson", Self.records + "\n")
    #expect(try place.catalog("import", native, "--no-seed").status == 0)
    let table = try place.catalog("export", "conferences", "--format", "csv").output
    let file = try place.write("conferences.csv", table)
    let same = try place.catalog("import", file)
    #expect(same.status == 0 && same.output.contains("no changes"), "\(same.output)")
    let names =
      "SELECT count(*) FROM conference WHERE name IN ('''=SUM(1)', char(9) || 'Other; -Conf')"
    let other = "\(place.folder)/other.db"
    let empty = try run(
      ServerProcess.binary, ["import", file, "--no-seed", "--database", other])
    #expect(empty.status == 0, "\(empty.output)")
    #expect(try place.count(names, in: other) == 2)
    #expect(try place.count("SELECT count(*) FROM source", in: other) == 0)
    let again = try run(
      ServerProcess.binary,
      ["export", "conferences", "--format", "csv", "--database", other])
    #expect(again.output.contains("'=1+1\n-2;'=3"), "\(again.output)")
  }

  @Test func `One of sessions changes nothing where it is from, and fills an empty catalog`() throws
  {
    let place = try Workplace()
    defer { place.remove() }
    let native = try place.write(
      "records.ndjson",
      Self.records + "\n"
        + [
          #"{"type":"track","id":"exs-2027-ml","conference":"exs-2027","name":"ML"}"#,
          #"{"type":"session","id":"other-2027-talk","conference":"other-2027","title":"Talk"}"#,
          #"{"type":"room","id":"exs-2027-aula","conference":"exs-2027","name":"Aula"}"#,
          #"{"type":"speaker","id":"ann","name":"Ann"}"#,
          #"{"type":"session","id":"exs-2027-talk","conference":"exs-2027","kind":"oral","#
            + #""title":"-Talk","track":"exs-2027-ml","room":"exs-2027-aula","#
            + #""starts_at":"2027-05-10T09:00:00+02:00","ends_at":"2027-05-10T10:00:00+02:00","#
            + #""abstract":"Two\nlines","speakers":[{"id":"ann"}],"status":"cancelled"}"#,
        ].joined(separator: "\n") + "\n")
    #expect(try place.catalog("import", native, "--no-seed").status == 0)
    let table = try place.catalog("export", "sessions", "--format", "csv").output
    let file = try place.write("sessions.csv", table)
    let same = try place.catalog("import", file)
    #expect(same.status == 0 && same.output.contains("no changes"), "\(same.output)")
    let other = "\(place.folder)/other.db"
    _ = try run(ServerProcess.binary, ["import", file, "--no-seed", "--database", other])
    let found = """
      SELECT count(*) FROM session JOIN room ON room.id = room_id JOIN track ON track.id = track_id
        JOIN session_speaker ON session_id = session.id JOIN speaker ON speaker.id = speaker_id
      WHERE speaker.slug = 'ann' AND speaker.name = 'Ann' AND title = '-Talk' AND session.status = 'cancelled' AND room.name = 'Aula'
        AND track.name = 'ML' AND session.slug = 'exs-2027-talk'
      """
    #expect(try place.count(found, in: other) == 1)
    for kind in ["series", "tracks", "speakers", "deadlines"] {
      let file = try place.write(
        "\(kind).csv", try place.catalog("export", kind, "--format", "csv").output)
      let same = try place.catalog("import", file)
      #expect(same.status == 0 && same.output.contains("no changes"), "\(kind): \(same.output)")
    }
  }

  @Test(arguments: ["json", "ndjson", "csv"])
  func `Responses fill an empty catalog with what they contain and what they name`(_ form: String)
    throws
  {
    let place = try Workplace()
    defer { place.remove() }
    let native = try place.write(
      "records.ndjson",
      [
        #"{"type":"source","id":"list","title":"List"}"#,
        #"{"type":"topic","id":"ml","label":"ML"}"#,
        #"{"type":"series","id":"exs","name":"Examples"}"#,
        #"{"type":"conference","id":"exs-2027","name":"Examples","series":["exs"],"topics":["ml"],"#
          + #""locations":[{"city":"Oslo","country":"NO","text":"Oslo"},"#
          + #"{"city":"Rome","country":"IT","text":"Rome"}],"#
          + #""sources":[{"source":"list","fields":["*"]}]}"#,
        #"{"type":"room","id":"exs-2027-aula","conference":"exs-2027","name":"Aula"}"#,
        #"{"type":"speaker","id":"ann","name":"Ann"}"#,
        #"{"type":"session","id":"exs-2027-talk","conference":"exs-2027","kind":"oral","#
          + #""title":"Talk","room":"exs-2027-aula","published_start":"2027-05-10T09:00:00","#
          + #""speakers":[{"id":"ann","role":"chair"}]}"#,
      ].joined(separator: "\n") + "\n")
    #expect(try place.catalog("import", native, "--no-seed").status == 0)
    let other = "\(place.folder)/other.db"
    for question in ["sessions", "conferences"] {
      let output = try place.catalog("export", question, "--format", form).output
      let file = try place.write("\(question).\(form)", output)
      let same = try place.catalog("import", file)
      #expect(same.status == 0 && same.output.contains("no changes"), "\(same.output)")
      let back = try run(
        ServerProcess.binary, ["import", file, "--no-seed", "--database", other])
      #expect(back.status == 0, "\(back.output)")
      #expect(form == "csv" || back.output.contains("the catalog did not have"), "\(back.output)")
    }
    let found = """
      SELECT count(*) FROM session JOIN room ON room.id = room_id
        JOIN session_speaker ON session_id = session.id JOIN speaker ON speaker.id = speaker_id
        JOIN conference ON conference.id = session.conference_id
        JOIN conference_series ON conference_series.conference_id = conference.id
      WHERE speaker.name = 'Ann' AND role = 'chair' AND room.name = 'Aula'
        AND published_start = '2027-05-10T09:00:00' AND conference.name = 'Examples'
        AND (SELECT count(*) FROM location WHERE conference_id = conference.id) = 2
      """
    #expect(try place.count(found, in: other) == 1)
  }
}
