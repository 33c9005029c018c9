import Catalog
import CatalogModel

/// What a calendar shows of a record.
struct CalendarEvent: Equatable {
  enum Time: Equatable {
    /// All day, from the first day to the last.
    case days(Day, Day)
    /// Nil where the end is not known.
    case clock(Instant, end: Instant?)
    case point(Instant)
  }

  enum Status: String {
    case tentative = "TENTATIVE"
    case confirmed = "CONFIRMED"
    case cancelled = "CANCELLED"
  }

  var time: Time
  var status: Status
  /// Whether it leaves the time free.
  var isTransparent: Bool
  var summary: String
  var location: String?
  var coordinates: Coordinates?
  /// The days are not known exactly: `time` is what they may take.
  var isVague = false

  /// Nil where nothing is known of the time, or not enough while `includesVague` is false.
  init?(_ entry: Entry, includesVague: Bool) {
    switch entry.record {
    case .conference(let conference): self.init(conference)
    case .deadline(let deadline): self.init(deadline, entry.host)
    case .session(let session): self.init(session, entry.host)
    default: return nil
    }
    if isVague && !includesVague { return nil }
    // In a calendar, the news of an entry is that it has left the list.
    if entry.news != nil { status = .cancelled }
    if isVague && status == .confirmed { status = .tentative }
  }

  private init?(_ conference: Conference) {
    guard let dates = conference.dates, let first = dates.startEarliest else { return nil }
    if let start = dates.start, let end = dates.end {
      time = .days(start, max(start, end))
    } else if let start = dates.start, dates.endLatest == nil {
      // Only the start is known: the one day that is sure.
      time = .days(start, start)
    } else {
      isVague = true
      time = .days(first, max(first, dates.endLatest ?? dates.startLatest ?? first))
    }
    status = Self.status(conference.status)
    isTransparent = true
    summary = conference.title
    location = conference.placeInWords
    coordinates = conference.pointOnMap
  }

  private init?(_ deadline: Deadline, _ host: Entry.Host?) {
    let moment = deadline.moment
    if let at = moment.at {
      time = .point(at)
    } else if moment.precision == .date, let day = deadline.local.flatMap({ Day($0) }) {
      time = .days(day, day)
    } else if let first = moment.notBefore, let last = moment.notAfter {
      // Who asks for what is expected knows that its day is not known.
      isVague = deadline.expectation == nil
      time = .days(first.day(offset: 14 * 3_600), last.day(offset: -12 * 3_600))
    } else {
      return nil
    }
    // A subscriber must lose what was called off and what a later row replaces.
    let isGone = deadline.standing == "cancelled" || deadline.standing == "extended"
    let isUnsure = deadline.expectation != nil || deadline.standing == "postponed"
    status = isGone ? .cancelled : isUnsure ? .tentative : .confirmed
    isTransparent = true
    summary = deadline.title(host)
  }

  private init?(_ session: Session, _ host: Entry.Host?) {
    guard let start = session.startsAt?.instant else { return nil }
    let end = session.endsAt?.instant
    time = .clock(start, end: end.flatMap { $0 > start ? $0 : nil })
    status = Self.status(session.status)
    isTransparent = false
    summary = session.title
    let places = [session.roomName ?? session.room, host?.place].compactMap { $0 }
    location = places.isEmpty ? nil : places.joined(separator: ", ")
  }

  private static func status(_ status: String) -> Status {
    switch status {
    case "cancelled": .cancelled
    // The old days stay until the new ones are known.
    case "tentative", "postponed": .tentative
    default: .confirmed
    }
  }
}
