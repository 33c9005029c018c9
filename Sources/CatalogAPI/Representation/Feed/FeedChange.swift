import Catalog
import CatalogModel
import JSON

/// A change of a record's time, status or room, which feeds report.
struct FeedChange: Sendable, Equatable {
  /// The revision that made the change, and its time.
  var revision: Int
  var at: Instant
  /// For example "4–6 May 2026 (was 27–29 Apr 2026); postponed (was scheduled)".
  var text: String

  /// Returns the changes between versions, newest first; `facts` are the followed values before
  /// each of them, and the present ones.
  static func all(_ versions: [FormerVersion], facts: [[String?]]) -> [FeedChange] {
    zip(versions, zip(facts, facts.dropFirst())).compactMap { version, pair in
      let changes = zip(pair.0, pair.1).compactMap { before, after -> String? in
        before == after
          ? nil : "\(after ?? "not announced") (was \(before ?? "not announced"))"
      }
      guard !changes.isEmpty else { return nil }
      return FeedChange(
        revision: version.until, at: version.at, text: changes.joined(separator: "; "))
    }.reversed()
  }
}

extension Entry {
  /// For a conference its display name, for example "VLDB 2026"; else the title.
  var shortTitle: String {
    if case .conference(let conference) = record {
      ParentConference(conference).shortName
    } else {
      title
    }
  }

  var changedAt: Instant {
    news?.at ?? stamp?.updatedAt ?? Instant(seconds: 0)
  }
}

extension [Entry] {
  /// The time of the last change of an entry; the epoch if there is none.
  var lastChange: Instant { map(\.changedAt).max() ?? Instant(seconds: 0) }
}

extension Record {
  /// The values whose changes feeds report, as text.
  var followed: [String?] {
    switch self {
    case .conference(let conference): [conference.dates?.displayText, conference.status]
    case .session(let session): [session.timeInWords, session.status, session.roomName]
    case .deadline(let deadline): [deadline.timeInWords, deadline.declaredStatus ?? "scheduled"]
    default: []
    }
  }
}

extension JSONValue {
  /// Returns the followed values of a previous version, in the native format, of an entry's record.
  func followed(as entry: Entry) -> [String?] {
    switch entry.record {
    case .conference:
      let dates = self["dates"]
      let read = try? EventDates(edtf: dates?["edtf"]?.string, text: dates?["text"]?.string)
      return [read?.displayText, self["status"]?.string]
    case .session(var session):
      session.startsAt = zoned("starts_at")
      session.endsAt = zoned("ends_at")
      return [session.timeInWords, self["status"]?.string, self["room_name"]?.string]
    case .deadline(var deadline):
      // A deadline that did not exist yet had no time and the default status.
      let old = self["deadlines"]?.array?.first { $0["id"]?.string == deadline.id }
      deadline.local = old?["local"]?.string
      deadline.timeZoneDeclared = old?["time_zone_declared"]?.string
      return [deadline.timeInWords, old?["status"]?.string ?? "scheduled"]
    default: return []
    }
  }

  private func zoned(_ name: String) -> ZonedInstant? {
    self[name]?.string.flatMap { Instant.parse(rfc3339: $0) }.map {
      ZonedInstant(instant: $0.instant, offset: $0.offset)
    }
  }
}
