import Catalog
import CatalogForm
import CatalogModel

/// Reads records together with the conferences that they belong to.
struct EntryReader {
  private let call: RequestContext

  init(_ call: RequestContext) { self.call = call }

  private var objects: RecordObjects { RecordObjects(call) }

  /// Returns hits with their records and the conferences that these belong to.
  ///
  /// With `text`, each entry shows where the text was found. With `objects`, the entries have their
  /// JSON.
  func entries(
    _ hits: [Hit], in localZone: TimeZoneRules? = nil, text: SearchText? = nil,
    objects list: ListRequest? = nil
  ) throws -> [Entry] {
    var hosts: [String: Entry.ParentConference] = [:]
    var entries: [Entry] = []
    entries.reserveCapacity(hits.count)
    for hit in hits {
      guard let record = try call.reader.record(hit.kind, hit.id) else { continue }
      try call.countRecord()
      var entry = try entry(record, hit, &hosts)
      entry.localZone = localZone
      if let text, let snippet = try call.reader.search.snippet(hit, text), snippet.field != "name"
      {
        entry.snippet = snippet.html
      }
      if let list { try objects.append(hit, list, to: &entry.object) }
      entries.append(entry)
    }
    return entries
  }

  /// Returns expected deadlines with the conferences that they belong to.
  func entries(_ expected: [ExpectedDeadline]) throws -> [Entry] {
    var hosts: [String: Entry.ParentConference] = [:]
    return try expected.map { expected in
      var entry = try entry(.deadline(expected.deadline), nil, &hosts)
      entry.object = objects.object(expected, [])
      return entry
    }
  }

  func entry(_ record: Record) throws -> Entry {
    var hosts: [String: Entry.ParentConference] = [:]
    return try entry(record, nil, &hosts)
  }

  /// Returns the complete object of a record if a table of its fields needs it; else no bytes.
  func columnObject(_ one: RecordRequest) throws -> [UInt8] {
    guard TableColumn.needsObjects(one.fields, of: one.kind) else { return [] }
    var whole = one
    whole.fields = []
    return try objects.object(whole)
  }

  private func entry(
    _ record: Record, _ hit: Hit?, _ hosts: inout [String: Entry.ParentConference]
  ) throws -> Entry {
    var entry = Entry(record, dates: hit?.dates, place: hit?.place)
    entry.distance = hit?.distance
    entry.similarity = hit?.similarity
    if case .conference(var conference) = record {
      conference.locations = call.reader.located(conference.locations)
      entry.record = .conference(conference)
    } else if case .series(var series) = record {
      series.locations = call.reader.located(series.locations)
      entry.record = .series(series)
    }
    switch record {
    case .conference(let conference): entry.clockStatus = call.programmeStatus(of: conference)
    case .deadline(let deadline):
      entry.clockStatus =
        deadline.expectation == nil ? call.filling.value(of: deadline.statuses) : "expected"
    default: break
    }
    guard let slug = entry.conference else { return entry }
    if hosts[slug] == nil {
      hosts[slug] = try call.reader.conference(slug).map { conference in
        var conference = conference
        conference.locations = call.reader.located(conference.locations)
        return Entry.ParentConference(conference)
      }
    }
    entry.host = hosts[slug]
    return entry
  }
}
