import Catalog

extension Call {
  /// Hits with their records, and with the conferences that they belong to.
  func entries(_ hits: [Hit]) throws -> [Entry] {
    var hosts: [String: Entry.Host] = [:]
    var entries: [Entry] = []
    entries.reserveCapacity(hits.count)
    for hit in hits {
      guard let record = try reader.record(hit.kind, hit.id) else { continue }
      entries.append(try entry(record, hit, &hosts))
    }
    return entries
  }

  func entry(_ record: Record) throws -> Entry {
    var hosts: [String: Entry.Host] = [:]
    return try entry(record, nil, &hosts)
  }

  private func entry(
    _ record: Record, _ hit: Hit?, _ hosts: inout [String: Entry.Host]
  ) throws -> Entry {
    var entry = Entry(record, dates: hit?.dates, place: hit?.place)
    if case .conference(var conference) = record {
      conference.locations = reader.located(conference.locations)
      entry.record = .conference(conference)
    }
    guard let slug = entry.conference else { return entry }
    if hosts[slug] == nil {
      hosts[slug] = try reader.conference(slug).map(Entry.Host.init)
    }
    entry.host = hosts[slug]
    return entry
  }
}
