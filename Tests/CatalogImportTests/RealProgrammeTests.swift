import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

struct ProgrammeCase: Sendable, CustomTestStringConvertible {
  let folder: String
  let file: String?
  let conference: String
  let counts: [String: Int]
  var tracks: Int?
  var rooms: Int?
  var speakers: Int?
  let sessions: Int
  var testDescription: String { conference + " from " + (file ?? folder) }
}

@Suite(.enabled(if: RealData.isThere, "there is no ../shared/data beside the checkout"))
struct `The real programmes` {
  @Test(arguments: [
    ProgrammeCase(
      folder: "fosdem-pentabarf-xml", file: "fosdem-2026.xml", conference: "fosdem-2026",
      counts: ["events": 883, "days": 2], tracks: 62, rooms: 30, speakers: 927, sessions: 883),
    ProgrammeCase(
      folder: "fosdem-pentabarf-xml", file: "fosdem-2010.xml", conference: "fosdem-2010",
      counts: ["events": 301, "days": 2], tracks: 32, speakers: 326, sessions: 301),
    ProgrammeCase(
      folder: "schedule-json", file: "frab-camp2019.json", conference: "camp-2019",
      counts: ["events": 79, "days": 5], sessions: 79),
    ProgrammeCase(
      folder: "schedule-json", file: "pretalx-democon.json", conference: "democon-2020",
      counts: ["events": 36, "days": 3], rooms: 2, sessions: 36),
    ProgrammeCase(
      folder: "schedule-json", file: "hub-schedule2.json", conference: "38c3-2024",
      counts: ["events": 2, "days": 4], tracks: 7, rooms: 5, sessions: 2),
    ProgrammeCase(
      folder: "pretalx-widget-json", file: "sotm2022-draft-2022-07-09.json",
      conference: "sotm-2022", counts: ["events": 78], tracks: 7, rooms: 5, sessions: 78),
    ProgrammeCase(
      folder: "pretalx-widget-json", file: "sotm2022-final-2022-11-08.json",
      conference: "sotm-2022", counts: ["events": 86], tracks: 9, rooms: 5, sessions: 86),
    ProgrammeCase(
      folder: "mini-conf/iclr2020", file: nil, conference: "iclr-2020",
      counts: ["papers": 687, "calendar entries": 56, "dangling references": 2], sessions: 747),
    // Each of 120 papers in two sessions, 43 entries of the calendar, 5 open problems; 8 people only
    // chair a session.
    ProgrammeCase(
      folder: "mini-conf/colt2020", file: nil, conference: "colt-2020",
      counts: ["papers": 120, "calendar entries": 43, "open problems": 5], speakers: 318,
      sessions: 288),
    ProgrammeCase(
      folder: "mini-conf/sigdial-inlg2023", file: nil, conference: "sigdial-inlg-2023",
      counts: ["papers": 117, "calendar entries": 52], tracks: 2, sessions: 170),
    ProgrammeCase(
      folder: "mini-conf/emnlp2020", file: nil, conference: "emnlp-2020",
      counts: [
        "papers": 781 + 29, "workshop papers": 814, "paper sessions": 115, "workshops": 24,
      ], tracks: 21, sessions: 2282),
    // 13 breaks are a block and an event in one.
    ProgrammeCase(
      folder: "mini-conf/emnlp2023", file: nil, conference: "emnlp-2023",
      counts: [
        "sessions": 94, "events": 372, "papers": 1_827, "plenaries": 7, "tutorials": 6,
        "workshops": 23,
      ], sessions: 94 + 372 + 1_827 - 13),
    ProgrammeCase(
      folder: "ics", file: "iclr-2020.ics", conference: "iclr-2020", counts: ["events": 56],
      sessions: 56),
    ProgrammeCase(
      folder: "ics", file: "colt-2020.ics", conference: "colt-2020", counts: ["events": 43],
      sessions: 43),
    ProgrammeCase(
      folder: "ics", file: "ismir-2023.ics", conference: "ismir-2023", counts: ["events": 39],
      sessions: 39),
    ProgrammeCase(
      folder: "ics", file: "icwsm2021-session-P16.ics", conference: "icwsm-2021",
      counts: ["events": 1], sessions: 1),
    ProgrammeCase(
      folder: "ics", file: "pyohio-2027.ics", conference: "pyohio-2027", counts: ["events": 1],
      sessions: 0),
    ProgrammeCase(
      folder: "pyvideo/uai-2023", file: nil, conference: "uai-2023", counts: ["talks": 36],
      sessions: 36),
    ProgrammeCase(
      folder: "pyvideo/scipy-2024", file: nil, conference: "scipy-2024", counts: ["talks": 62],
      sessions: 62),
  ])
  func `are read whole`(_ programme: ProgrammeCase) throws {
    let files =
      try programme.file.map { [try RealData.file("\(programme.folder)/\($0)")] }
      ?? RealData.files(programme.folder)
    let batches = ImportReader.read(files)
    try #require(batches.count == 1, "\(batches.map(\.origin))")
    let document = batches[0].document
    #expect(document.conferences.map(\.id) == [programme.conference])
    for (name, count) in programme.counts {
      #expect(batches[0].counts[name] == count, "\(name)")
    }
    #expect(document.sessions.count == programme.sessions)
    if let tracks = programme.tracks { #expect(document.tracks.count == tracks) }
    if let rooms = programme.rooms { #expect(document.rooms.count == rooms) }
    if let speakers = programme.speakers { #expect(document.speakers.count == speakers) }
    #expect(batches.problems(.skipped).isEmpty)
    Soundness.check(batches[0])
    if programme.conference == "sigdial-inlg-2023" {
      #expect(document.conferences.first?.series.sorted() == ["inlg", "sigdial"])
    }
  }

  @Test func `all files are detected, and no other file is`() throws {
    let batches = ImportReader.read(try RealData.files("mini-conf"))
    #expect(batches.count == 5)
    #expect(ImportReader.read(try RealData.files("ics")).count == 8)
    #expect(ImportReader.read(try RealData.files("pyvideo")).count == 4)
    #expect(ImportReader.read(try RealData.files("schedule-json")).count == 4)
    #expect(batches.problems(.refused).isEmpty)
  }

  @Test func `the draft and the final State of the Map differ in what was changed`() throws {
    let draft = try sessions("pretalx-widget-json/sotm2022-draft-2022-07-09.json")
    let final = try sessions("pretalx-widget-json/sotm2022-final-2022-11-08.json")
    // 6 talks are new, and one has 2 more slots; 2 talks are gone.
    #expect(Set(final.keys).subtracting(draft.keys).count == 6)
    #expect(Set(draft.keys).subtracting(final.keys).count == 2)
    let added = draft.keys.compactMap { name in final[name].map { $0 - draft[name, default: 0] } }
    #expect(added.filter { $0 != 0 } == [2])
  }

  /// How many slots each identifier has.
  private func sessions(_ file: String) throws -> [String: Int] {
    let batch = try #require(ImportReader.read([try RealData.file(file)]).first)
    #expect(batch.completeProgrammes == ["sotm-2022"])
    var slots: [String: Set<String>] = [:]
    for id in batch.externalIDs where id.kind == .session {
      slots[String(id.value.prefix { $0 != "#" }), default: []].insert(id.slug)
    }
    return slots.mapValues(\.count)
  }
}
