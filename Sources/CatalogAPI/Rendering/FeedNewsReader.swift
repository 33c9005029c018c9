import Catalog
import CatalogForm
import CatalogModel

/// Adds the last changes of records to the entries of a feed.
struct FeedNewsReader {
  private let call: RequestContext

  init(_ call: RequestContext) { self.call = call }

  /// Maximum number of changes of one record in a feed.
  private static let newsCount = 10

  /// Returns the entries of a feed: each record, and each of its last relevant changes as a
  /// separate entry.
  ///
  /// The newest is first unless the request asks for another order.
  func adding(to entries: [Entry]) throws -> [Entry] {
    var all: [Entry] = []
    for entry in entries {
      all.append(entry)
      for news in try entry.news == nil ? news(of: entry) : [] {
        var entry = entry
        entry.news = news
        all.append(entry)
      }
    }
    let hasNews = all.count > entries.count || entries.contains { $0.news != nil }
    guard hasNews, !call.arguments.isGiven("sort"), !call.arguments.isGiven("q") else {
      return all
    }
    return all.enumerated().sorted { one, other in
      let (first, second) = (one.element.changedAt, other.element.changedAt)
      return first == second ? one.offset < other.offset : first > second
    }.map(\.element)
  }

  private func news(of entry: Entry) throws -> [FeedChange] {
    // A record that has not changed since its creation has no history to read.
    guard let stamp = entry.stamp, stamp.sequence > 0 else { return [] }
    let (kind, slug): (RecordKind, String)
    switch entry.record {
    case .conference(let conference): (kind, slug) = (.conference, conference.id)
    case .session(let session): (kind, slug) = (.session, session.id)
    case .deadline(let deadline): (kind, slug) = (.conference, deadline.conference)
    default: return []
    }
    let versions = try call.reader.history.formerVersions(of: kind, slug, limit: Self.newsCount)
    let facts = versions.map { $0.object.followed(as: entry) } + [entry.record.followed]
    return FeedChange.all(versions, facts: facts)
  }
}
