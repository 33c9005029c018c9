import Catalog
import CatalogForm
import CatalogImport
import CatalogModel

/// Schedules in JSON and XML, and the native format: whatever the bytes are, they end in records that
/// hold together, or in problems.
///
/// Structure-aware: a byte from 0x80 on stands for a fragment of such a file, any other for itself.
/// The first byte chooses the format.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSchedules(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 1 else { return 0 }
  let formats = ["", "schedule-json", "schedule-xml", "pretalx-widget", "json", "ndjson"]
  let name = formats[Int(data[0]) % formats.count]
  let format = ImportFormat.named(name)
  var text: [UInt8] = []
  for byte in UnsafeBufferPointer(start: data + 1, count: count - 1) {
    if byte < 0x80 {
      text.append(byte)
    } else {
      text += fragments[Int(byte - 0x80) % fragments.count]
    }
  }
  let file = InputFile(name: "demo-2027.\(name == "schedule-xml" ? "xml" : "json")", bytes: text)
  for batch in ImportReader.read([file], format: format) { check(batch) }
  return 0
}

private func check(_ batch: ImportBatch) {
  guard batch.source != nil else { return }
  var names: Set<ExternalID> = []
  for id in batch.externalIDs {
    var name = id
    name.slug = ""
    precondition(names.insert(name).inserted, "two records have one identity")
  }
  let slugs = Set(batch.document.sessions.map(\.id))
  precondition(slugs.count == batch.document.sessions.count, "two sessions have one slug")
  let speakers = Set(batch.document.speakers.map(\.id))
  let rooms = Set(batch.document.rooms.map(\.id))
  for session in batch.document.sessions {
    precondition(!session.title.isEmpty && Slug.isValid(session.id))
    precondition(session.room.map(rooms.contains) ?? true)
    var people: Set<String> = []
    for speaker in session.speakers where speaker.role == nil {
      precondition(speakers.contains(speaker.id))
      precondition(people.insert(speaker.id).inserted, "a person stands twice in a session")
    }
    guard let start = session.startsAt else { continue }
    if let end = session.endsAt { precondition(start.instant < end.instant, "no time passes") }
    if let day = session.day {
      let date = start.instant.day(offset: start.offset)
      precondition([day, day + 1, day + 2].contains(date), "the day is far from the start")
    }
  }
  let events = batch.counts["events", default: 0]
  precondition(events == 0 || !slugs.isEmpty || !batch.problems.isEmpty, "events went silently")
}

private let fragments: [[UInt8]] = [
  #"{"schedule":{"conference":{"acronym":"ex27","title":"Ex 2027","start":"2027-05-10","end":"#,
  #""2027-05-12","#, #""time_zone_name":"Europe/Berlin","#, #""day_change":"04:00","#, #""days":["#,
  #"{"date":"2027-05-10","rooms":{"Hall 1":["#, #"]}}"#, #"]}}}"#, #"{"id":17,"title":"One","#,
  #""start":"10:00","#, #""start":"25:00","#, #""date":"2027-05-11T00:30:00+02:00","#,
  #""duration":"1:06:30""#, #""duration":"00:45","#, #""end":"11:00","#, #"},"#, #"}"#, #"],"#,
  #""persons":[{"id":1,"public_name":"R. Example"},"#, #"{"code":"q@mail.invalid","name":"Q"}],"#,
  #""guid":"g1","#, #"{"generator":{"name":"pretalx"},"#, #"18446744073709551617"#, #"1e400"#,
  #""events":["#, #""rooms":[{"name":"Hall 1","id":1}],"#, #""tracks":[{"id":7,"name":"Main"}],"#,
  #"{"talks":[{"code":"A1","title":"Talk","speakers":["S1"],"track":7,"room":1,"#,
  #""start":"2027-05-10T10:00:00+02:00","#, #""end":"2027-05-10T09:00:00+02:00"}],"#,
  #""speakers":[{"code":"S1","name":"Ann"}],"#, #""timezone":"Europe/Berlin"}"#,
  "<schedule>", "</schedule>", "<generator name=\"pretalx\"/>",
  "<conference><title>Ex 2027</title>",
  "<acronym>ex27</acronym><time_zone_name>Europe/Berlin</time_zone_name>",
  "<day_change>04:00:00</day_change>",
  "</conference>", "<day index=\"1\" date=\"2027-05-10\">", "</day>", "<room name=\"Hall 1\">",
  "</room>",
  "<event id=\"1\" guid=\"g1\">", "</event>", "<title>Talk</title>", "<start>24:00</start>",
  "<date>2027-05-10T10:00:00+02:00</date>", "<duration>2:02:00</duration>",
  "<duration>PT90M</duration>",
  "<persons><person id=\"1\">Ann</person></persons>", "<!-- ", " -->", "<![CDATA[", "]]>", "&amp;",
  "&#x41;",
  #"{"type":"conference","id":"demo-2027","name":"Demo","#,
  #"{"type":"session","id":"a","conference":"demo-2027","#,
  #""title":"Talk","#, #""status":"cancelled","#, #""status":"scheduled""#,
  #""clear":["abstract"],"#,
  #""conferences":["#, #""sessions":["#, #""removed":true"#, #""kept":{"sequence":1}"#, "null",
  "true", "[]", "{}",
  "\n", "\"", ",", ":", "\\u00e9", "\\ud83d", "é", "\u{feff}",
].map { Array($0.utf8) }
