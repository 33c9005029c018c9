import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

/// The counts of the developers' data set; where they differ from its description, a comment says
/// why.
@Suite(.enabled(if: RealData.isThere, "there is no ../shared/data beside the checkout"))
struct `The real lists` {
  @Test func `ai-deadlines of Hugging Face: 42 files, 79 editions, 311 typed deadlines`() throws {
    let batches = ImportReader.read(try RealData.files("hf-ai-deadlines"))
    #expect(batches.count == 42)
    #expect(batches.count("editions") == 79)
    #expect(batches.count("typed deadlines") == 311)
    // Rows in the dialect of the older list bring 15 more.
    #expect(batches.count("deadlines") == 326)
    #expect(batches.problems(.skipped).isEmpty)
    let conferences = batches.flatMap(\.document.conferences)
    #expect(conferences.count { $0.deadlines.isEmpty && $0.deadlinesStatus != nil } == 8)
    #expect(batches.problems(.notice).count == 3, "ICASSP 2026 twice, UAI 2026")
  }

  @Test func `ccf-deadlines: 130 series, 440 editions, 610 rows, 839 deadlines`() throws {
    let files = try RealData.files("ccf-deadlines/conference")
    let batches = ImportReader.read(files)
    // 129, 439, 608 and 835 without DB/pods/pods.yml, which lies one folder deeper than the rest.
    #expect(batches.count("series") == 130)
    #expect(batches.count("editions") == 440)
    #expect(batches.count("rows") == 610)
    #expect(batches.count("deadlines") == 839)
    #expect(batches.problems(.skipped).isEmpty)
    let deadlines = batches.flatMap(\.document.conferences).flatMap(\.deadlines)
    #expect(deadlines.count { $0.kind == "abstract" } == 229)
    #expect(deadlines.count { $0.declaredStatus == "tba" } == 2)
    #expect(batches.allSatisfy { $0.source?.id == "ccf-deadlines" })
  }

  @Test func `acceptance rates of ccf-deadlines`() throws {
    let batches = ImportReader.read(try RealData.files("ccf-deadlines/accept_rates"))
    #expect(batches.count == 22)
    #expect(batches.count("acceptance rates") == 40)
    let colt = batches.flatMap(\.document.conferences).first { $0.id == "colt-2020" }
    #expect(
      colt?.acceptance
        == #"{"submitted":388,"accepted":120,"rate":0.3093,"source":"ccf-deadlines"}"#)
    #expect(colt?.sources.first?.fields == ["acceptance"])
  }

  @Test func `ai-deadlines of Papers With Code: 169 editions`() throws {
    let batches = ImportReader.read(try RealData.files("pwc-ai-deadlines"))
    #expect(batches.count == 1)
    #expect(batches.count("editions") == 169)
    #expect(batches.problems(.skipped).isEmpty)
  }

  @Test func `python-deadlines: 58 and 585 editions, with what is not announced or cancelled`()
    throws
  {
    let batches = ImportReader.read(try RealData.files("python-deadlines"))
    #expect(batches.map { $0.counts["editions"] } == [585, 58])
    #expect(batches.problems(.skipped).isEmpty)
    let deadlines = batches.flatMap(\.document.conferences).flatMap(\.deadlines)
    #expect(deadlines.count { $0.local == "TBA" } == 17)
    #expect(deadlines.count { $0.local == "None" } == 34)
    #expect(deadlines.count { $0.local == "Cancelled" } == 24)
    #expect(deadlines.filter { $0.local == "None" }.allSatisfy { $0.declaredStatus == "cancelled" })
  }

  @Test func `conference-data of confs.tech: 1,161 rows, 862 conferences`() throws {
    let batches = ImportReader.read(try RealData.files("tech-conferences"))
    #expect(batches.map(\.origin).map(Paths.name) == ["2025", "2026", "2027"])
    #expect(batches.map { $0.counts["rows"] } == [628, 515, 18])
    #expect(batches.count("editions") == 862)
    #expect(batches.problems(.skipped).isEmpty)
  }

  @Test func `every list has records with slugs that are well-formed, and known identities`() throws
  {
    let folders = [
      "hf-ai-deadlines", "ccf-deadlines", "pwc-ai-deadlines", "python-deadlines",
      "tech-conferences",
    ]
    for folder in folders {
      for batch in ImportReader.read(try RealData.files(folder)) {
        Soundness.check(batch)
      }
    }
  }
}

/// What holds for every batch, whatever it was read from.
enum Soundness {
  static func check(_ batch: ImportBatch) {
    let document = batch.document
    func unique(_ slugs: [String], _ kind: String) -> Set<String> {
      let set = Set(slugs)
      #expect(set.count == slugs.count, "\(kind) of \(batch.origin) share a slug")
      for slug in slugs where !Slug.isValid(slug) {
        Issue.record("\(kind) \"\(slug)\" of \(batch.origin)")
      }
      return set
    }
    let series = unique(document.series.map(\.id), "series")
    let conferences = unique(document.conferences.map(\.id), "conferences")
    let tracks = unique(document.tracks.map(\.id), "tracks")
    let rooms = unique(document.rooms.map(\.id), "rooms")
    let speakers = unique(document.speakers.map(\.id), "speakers")
    let sessions = unique(document.sessions.map(\.id), "sessions")
    for conference in document.conferences {
      _ = unique(conference.deadlines.map(\.id), "deadlines of \(conference.id)")
      #expect(series.isSuperset(of: conference.series))
      #expect(Conference.statuses.contains(conference.status))
      #expect(conference.format.map(Conference.formats.contains) ?? true)
      for deadline in conference.deadlines {
        #expect(Deadline.kinds.contains(deadline.kind))
        #expect(deadline.moment.precision != .unknown || deadline.declaredStatus != nil)
      }
    }
    for session in document.sessions {
      #expect(conferences.contains(session.conference))
      #expect(session.track.map(tracks.contains) ?? true)
      #expect(session.room.map(rooms.contains) ?? true)
      #expect(session.parent.map(sessions.contains) ?? true)
      #expect(session.work.map(Slug.isValid) ?? true)
      #expect(speakers.isSuperset(of: session.speakers.map(\.id)))
      #expect(Session.kinds.contains(session.kind))
      #expect(!session.title.isEmpty)
    }
    let identities = batch.externalIDs.map { [$0.kind.rawValue, $0.system, $0.scope, $0.value] }
    #expect(Set(identities).count == identities.count, "\(batch.origin): one identity twice")
    #expect(batch.completeProgrammes.allSatisfy(conferences.contains))
  }
}
