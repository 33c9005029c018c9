import Catalog
import CatalogForm
import CatalogImport
import CatalogModel

/// JSON-LD, alone and in the scripts of HTML pages: whatever the bytes are, they end in records that
/// hold together, or in problems.
///
/// Structure-aware: a byte from 0x80 on stands for a fragment of such a file, any other for itself.
/// The first byte chooses between a document and a page.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLinkedData(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 1 else { return 0 }
  let isPage = data[0] % 4 == 0
  var text: [UInt8] = []
  if isPage { text += Array("<html><script type=\"application/ld+json\">".utf8) }
  for byte in UnsafeBufferPointer(start: data + 1, count: count - 1) {
    if byte < 0x80 {
      text.append(byte)
    } else {
      text += fragments[Int(byte - 0x80) % fragments.count]
    }
  }
  let file = InputFile(name: "demo-2027.\(isPage ? "html" : "jsonld")", bytes: text)
  for batch in ImportReader.read([file], format: .named("jsonld")) { check(batch) }
  _ = ImportReader.read([file])
  return 0
}

private func check(_ batch: ImportBatch) {
  let conferences = Set(batch.document.conferences.map(\.id))
  precondition(conferences.count == batch.document.conferences.count, "two conferences, one slug")
  let series = Set(batch.document.series.map(\.id))
  precondition(series.count == batch.document.series.count, "two series have one slug")
  for conference in batch.document.conferences {
    precondition(!conference.name.isEmpty && Slug.isValid(conference.id))
    if let dates = conference.dates, let first = dates.startEarliest, let last = dates.endLatest {
      precondition(first <= last, "the conference ends before it starts")
    }
    for link in conference.links {
      precondition(link.url.hasPrefix("http://") || link.url.hasPrefix("https://"))
    }
  }
  let sessions = Set(batch.document.sessions.map(\.id))
  precondition(sessions.count == batch.document.sessions.count, "two sessions have one slug")
  let rooms = Set(batch.document.rooms.map(\.id))
  let speakers = Set(batch.document.speakers.map(\.id))
  for session in batch.document.sessions {
    precondition(!session.title.isEmpty && Slug.isValid(session.id))
    precondition(session.room.map(rooms.contains) ?? true)
    precondition(session.speakers.allSatisfy { speakers.contains($0.id) })
    if let start = session.startsAt, let end = session.endsAt {
      precondition(start.instant <= end.instant, "the session ends before it starts")
    }
  }
  let records = conferences.count + series.count + sessions.count
  precondition(records > 0 || !batch.problems.isEmpty, "the file went silently")
}

private let fragments: [[UInt8]] = [
  #"{"@context":"https://schema.org","#, #"{"@context":{"@vocab":"https://schema.org/"},"#,
  #""@graph":["#, #""@type":"Event","#, #""@type":"EducationEvent","#,
  #""@type":["Event","Thing"],"#,
  #""@type":"EventSeries","#, #""type":"Event","#, #""@id":"https://demo.example/2027","#,
  #""@id":"_:b0","#, #""name":"Demo 2027""#, #""name":{"@value":"Demo","@language":"en"}"#,
  #""startDate":"2027-05-10","#, #""endDate":"2027-05-12","#, #""endDate":"2026-05-12","#,
  #""startDate":"2027-05-10T09:00:00+02:00","#, #""endDate":"2027-05-10T09:00:00Z","#,
  #""startDate":{"@type":"Date","@value":"2027-05"},"#, #""duration":"P3D","#,
  #""location":"Berlin, Germany","#, #""location":{"@type":"Place","name":"Hall","#,
  #""address":{"addressLocality":"Oslo","addressCountry":"NO"},"#, #""geo":{"latitude":59.9,"#,
  #""longitude":"10.7"}},"#, #""location":{"@type":"VirtualLocation","url":"https://x.example"},"#,
  #""eventStatus":"https://schema.org/EventCancelled","#, #""eventStatus":"EventRescheduled","#,
  #""previousStartDate":"2027-04-10","#, #""eventAttendanceMode":"MixedEventAttendanceMode","#,
  #""superEvent":{"@id":"https://demo.example/2027"},"#, #""subEvent":["#, #""hasPart":["#,
  #""performer":{"@type":"Person","name":"Ann","@id":"_:a"},"#, #""organizer":{"name":"Org"},"#,
  #""url":"https://demo.example/2027","#, #""sameAs":["https://a.example","mailto:a@b.example"],"#,
  #""inLanguage":["en","German"],"#, #""description":"<p>Text</p>","#, #""image":[],"#,
  #""offers":{"price":10,"priceCurrency":"EUR"},"#,
  #""isPartOf":{"@type":"EventSeries","name":"D"},"#,
  #""itemListElement":[{"@type":"ListItem","item":"#, #""identifier":17,"#,
  #""additionalProperty":["#,
  #"{"name":"edtf","value":"2027-05-10/2027-05-12"}],"#, #""@reverse":{"#, #""@set":["#,
  #""@list":["#,
  "https://schema.org/", "http://schema.org/", "schema:", "}", "]", "},", "],", "}]}", "null",
  "true",
  "1e400", "\n", "\"", ",", ":", "{", "[", "\\u0000", "é", "\u{feff}", "</script>",
  "<script type=\"application/ld+json\">", "<!--", "-->", "]]>",
].map { Array($0.utf8) }
