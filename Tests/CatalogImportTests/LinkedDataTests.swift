import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

struct EventCase: Sendable, CustomTestStringConvertible {
  let note: String
  /// The members of one event besides its name, "Example Conf 2027".
  var members = #""startDate": "2027-05-10", "endDate": "2027-05-12""#
  var edtf: String? = "2027-05-10/2027-05-12"
  var status = "scheduled"
  var format: String? = nil
  var place: String? = nil
  var links: [String] = []
  var organizer: String? = nil
  /// A part of the only problem, with its severity.
  var problem: String? = nil
  var testDescription: String { note }
}

@Suite struct `Linked data that other sites publish` {
  private static let days = #""startDate": "2027-05-10", "endDate": "2027-05-12""#

  private static func place(_ place: String) -> String { #"\#(days), "location": \#(place)"# }

  @Test(arguments: [
    EventCase(note: "an event with nothing but days"),
    EventCase(
      note: "one day", members: #""startDate": "2027-05-10", "endDate": "2027-05-10""#,
      edtf: "2027-05-10"),
    EventCase(note: "no end", members: #""startDate": "2027-05-10""#, edtf: "2027-05-10/"),
    EventCase(
      note: "a month", members: #""startDate": "2027-05", "endDate": "2027-05""#, edtf: "2027-05"),
    EventCase(
      note: "times with an offset",
      members: #""startDate": "2027-05-10T09:00:00-07:00", "endDate": "2027-05-12T17:00-07:00""#),
    EventCase(
      note: "an end at midnight",
      members: #""startDate": "2027-05-10T09:00", "endDate": "2027-05-13T00:00""#),
    EventCase(
      note: "midnights that stand for days",
      members: #""startDate": "2027-05-10T00:00:00", "endDate": "2027-05-12T00:00:00""#),
    EventCase(
      note: "times in UTC at a known place",
      members:
        #""startDate": "2027-05-09T22:00:00Z", "endDate": "2027-05-12T21:59:59Z", "location": "Berlin, Germany""#,
      place: "Berlin DE"),
    EventCase(
      note: "times in UTC",
      members: #""startDate": "2027-05-10T07:00:00Z", "endDate": "2027-05-12T00:00:00Z""#,
      edtf: "2027-05-10/2027-05-11", problem: "assumption: a time in UTC"),
    EventCase(
      note: "days in words", members: #""startDate": "May 10-12""#, edtf: nil,
      problem: "notice: there is no such day; kept as text"),
    EventCase(
      note: "an end before the start",
      members: #""startDate": "2027-05-10", "endDate": "2026-05-12""#, edtf: "2027-05-10/",
      problem: "dropped: expected an end"),
    EventCase(
      note: "a status", members: #"\#(days), "eventStatus": "https://schema.org/EventCancelled""#,
      status: "cancelled"),
    EventCase(
      note: "a status by an old address",
      members: #"\#(days), "eventStatus": "http://schema.org/EventPostponed""#,
      status: "postponed"),
    EventCase(
      note: "a bare status among two",
      members: #"\#(days), "eventStatus": ["EventScheduled", "EventMovedOnline"]"#,
      status: "moved-online"),
    EventCase(
      note: "an unknown status", members: #"\#(days), "eventStatus": "SoldOut""#,
      problem: "dropped: expected one of EventCancelled"),
    EventCase(
      note: "an attendance mode",
      members: #"\#(days), "eventAttendanceMode": "schema:MixedEventAttendanceMode""#,
      format: "hybrid"),
    EventCase(
      note: "an address",
      members: place(
        #"{"@type": "Place", "name": "Hall of Fame", "address": {"@type": "PostalAddress", "streetAddress": "1 A St", "addressLocality": "Oslo", "addressCountry": "NO"}}"#
      ), place: "Hall of Fame, Oslo NO"),
    EventCase(
      note: "a country as a node",
      members: place(
        #"{"name": "Oslo", "address": {"addressLocality": "Oslo", "addressCountry": {"@type": "Country", "name": "Norway"}}}"#
      ), place: "Oslo NO"),
    EventCase(
      note: "a state",
      members: place(
        #"{"address": {"addressLocality": "Portland", "addressRegion": "OR", "addressCountry": "US"}}"#
      ),
      place: "Portland US-OR US"),
    EventCase(
      note: "an address in one text",
      members: place(#"{"name": "X", "address": "Hauptstr. 5, 10115 Berlin, Germany"}"#),
      place: "X DE", problem: "notice: a place in one text"),
    EventCase(
      note: "a name that is no city", members: place(#"{"@type": "Place", "name": "Olympia"}"#),
      place: "", problem: "notice: a place in one text"),
    EventCase(
      note: "two places, one of them online",
      members: place(
        #"["Berlin, Germany", {"@type": "VirtualLocation", "url": "https://l.example"}]"#),
      format: "hybrid", place: "Berlin DE; https://l.example"),
    EventCase(
      note: "online", members: place(#"{"@type": "VirtualLocation", "url": "https://l.example"}"#),
      format: "virtual", place: "https://l.example"),
    EventCase(
      note: "links",
      members:
        #"\#(days), "url": "https://c.example/", "sameAs": ["https://c.example/", "https://w.example/C"]"#,
      links: ["home https://c.example/", "related https://w.example/C"]),
    EventCase(
      note: "a link that is none", members: #"\#(days), "url": "javascript:alert(1)""#,
      problem: "dropped: expected an address"),
    EventCase(
      note: "organizers",
      members: #"\#(days), "organizer": [{"@type": "Organization", "name": "ACM"}, "IEEE"]"#,
      organizer: "ACM, IEEE"),
    EventCase(
      note: "offers", members: #"\#(days), "offers": [{"price": 1}, {"price": 2}], "image": "x""#,
      problem: "notice: members that the catalog does not have, ignored: offers (2), image (1)"),
    EventCase(
      note: "full addresses",
      members:
        ##""https://schema.org/startDate": {"@value": "2027-05-10"}, "schema:endDate": "2027-05-12""##
    ),
  ])
  func `An event becomes a conference, without guesses`(_ example: EventCase) throws {
    let text =
      #"{"@context": "https://schema.org", "@type": "Event", "name": "Example Conf 2027", \#(example.members)}"#
    let batch = try read(text, name: "events.jsonld")
    let conference = try #require(batch.document.conferences.first, "\(batch.problems)")
    #expect(batch.document.conferences.count == 1)
    #expect(conference.id == "example-conf-2027" && conference.series == ["example-conf"])
    #expect(conference.name == "Example Conf 2027")
    #expect(conference.dates?.edtf == example.edtf)
    #expect(conference.status == example.status)
    #expect(conference.format == example.format)
    let places = conference.locations.map { place in
      place.url
        ?? [
          [place.venue, place.city].compactMap(\.self).joined(separator: ", "), place.region,
          place.country,
        ].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
    }
    #expect((places.isEmpty ? nil : places.joined(separator: "; ")) == example.place)
    #expect(conference.links.map { "\($0.rel) \($0.url)" } == example.links)
    #expect(conference.organizer == example.organizer)
    let problems = batch.problems.map { "\($0.severity): \($0.reason)" }
    #expect(problems.count == (example.problem == nil ? 0 : 1), "\(problems)")
    if let problem = example.problem {
      #expect(problems.first?.hasPrefix(problem) == true, "\(problems)")
    }
  }

  private static let page = #"""
    <!DOCTYPE html><html><head><SCRIPT type='application/ld+json'>
    {"@context": "https://schema.org", "@graph": [
    {"@type": "WebSite", "@id": "https://c.example/#site", "name": "C"},
    {"@type": "ConferenceEvent", "@id": "https://c.example/#conf", "name": "Conf 2027",
     "startDate": "2027-05-10", "endDate": "2027-05-11", "location": "Berlin, Germany",
     "superEvent": {"@type": "EventSeries", "name": "The Conf"},
     "subEvent": [{"@type": "Event", "name": "Keynote: One", "startDate": "2027-05-10T09:00:00+02:00",
       "endDate": "2027-05-10T10:00:00+02:00", "location": {"@type": "Place", "name": "Hall 1"},
       "performer": [{"@type": "Person", "name": "Ann"}, {"@type": "Person", "name": "Ann"}],
       "subEvent": {"@type": "Event", "name": "Part"}}, {"@id": "https://c.example/#two"}]},
    {"@type": "Event", "@id": "https://c.example/#two", "name": "Two", "startDate": "2027-05-10T10:00",
     "eventStatus": "EventCancelled"}]}
    </SCRIPT><script type="application/ld+json">{"@type": "Event", "name": "Broken",}</script>
    <script>var x = 1</script><script type="application/ld+json">
    {"@type": "Event", "name": "Three", "startDate": "2027-05-11T09:00:00+02:00",
     "superEvent": {"@type": "Event", "name": "Conf 2027"}}</script></html>
    """#

  @Test func `A page with scripts gives a conference with its series and sessions`() throws {
    let batch = try read(Self.page, name: "index.html")
    #expect(batch.document.conferences.map(\.id) == ["the-conf-2027"])
    #expect(batch.document.series.map(\.name) == ["The Conf"])
    #expect(batch.source?.id == "c-example")
    let sessions = batch.document.sessions.map {
      "\($0.title) \($0.startsAt?.instant.description ?? "-") \($0.status) \($0.kind) \($0.parent ?? "-")"
    }
    #expect(
      sessions == [
        "Keynote: One 2027-05-10T07:00:00Z scheduled keynote -",
        "Part - scheduled other the-conf-2027-keynote-one",
        "Two 2027-05-10T08:00:00Z cancelled other -",
        "Three 2027-05-11T07:00:00Z scheduled other -",
      ])
    #expect(batch.document.rooms.map(\.name) == ["Hall 1"])
    #expect(batch.document.speakers.map(\.name) == ["Ann"])
    #expect(batch.document.sessions[0].speakers.count == 1)
    let problems = batch.problems.map { "\($0.severity): \($0.reason)" }
    #expect(
      problems.map { $0.prefix(40) }
        == [
          "skipped: a script with JSON-LD: not JSON:",
          "assumption: times without a zone; assumed",
          "notice: nodes that are not events, ignor",
        ].map { $0.prefix(40) }, "\(problems)")
  }

  @Test(
    arguments: [
      ("PT45M", "2027-05-10T07:45:00Z", 0), ("PT1H30M", "2027-05-10T08:30:00Z", 0),
      ("45", nil, 1), ("PT0S", nil, 1), ("-PT5M", nil, 1),
    ] as [(String, String?, Int)])
  func `A duration gives a session its end`(_ duration: String, _ end: String?, _ dropped: Int)
    throws
  {
    let batch = try read(
      #"""
      {"@type": "Event", "name": "A 2027", "startDate": "2027-05-10", "subEvent": {"@type": "Event",
        "name": "T", "startDate": "2027-05-10T09:00:00+02:00", "duration": "\#(duration)"}}
      """#, name: "a.jsonld")
    #expect(batch.document.sessions.map { $0.endsAt?.instant.description } == [end])
    #expect(batch.problems.map(\.severity) == Array(repeating: .dropped, count: dropped))
  }

  @Test(arguments: [
    (
      #"{"@type": "MusicEvent", "name": "Band", "startDate": "2027-05-10"}"#,
      "skipped: expected one of the types"
    ),
    (#"{"@type": "Event", "startDate": "2027-05-10"}"#, "skipped: an event without a name"),
    (
      #"{"@context": "https://schema.org", "@type": "Recipe", "name": "Soup"}"#,
      "refused: has no event"
    ),
    (#"{"@graph": []}"#, "refused: has no event"),
    (#"{"@type": "EventSeries", "name": "Demo"}"#, "skipped: a series without an edition"),
    (
      #"""
      [{"@type": "Event", "@id": "a", "name": "A", "subEvent": {"@id": "b"}},
       {"@type": "Event", "@id": "b", "name": "B", "subEvent": {"@id": "a"}}]
      """#, "skipped: an event that no imported conference contains"
    ),
  ])
  func `What is no conference is not taken for one`(_ text: String, _ problem: String) throws {
    let batch = try read(text, name: "a.jsonld")
    #expect(batch.document.conferences.isEmpty)
    let problems = batch.problems.map { "\($0.severity): \($0.reason)" }
    #expect(problems.contains { $0.hasPrefix(problem) }, "\(problems)")
  }

  @Test func `Events of several conferences and of no other keep their places`() throws {
    let text = #"""
      [{"@type": "Event", "@id": "https://a.example/1", "name": "A 2027", "startDate": "2027-01-10",
        "subEvent": {"@id": "https://a.example/1"}},
       {"@type": "Event", "name": "B 2027", "startDate": "2027-02-10"},
       {"@type": "Event", "name": "B 2027", "startDate": "2027-02-10"},
       {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item":
        {"@type": "BusinessEvent", "name": "C 2027", "startDate": "2027-03-10"}}]}]
      """#
    let batch = try read(text, name: "list.json")
    #expect(batch.document.conferences.map(\.id) == ["a-2027", "b-2027", "c-2027"])
    #expect(batch.document.sessions.isEmpty)
  }
}
