import Catalog
import CatalogModel

/// The event that a calendar shows for a record.
struct CalendarEvent: Equatable {
  enum Time: Equatable {
    /// Whole days, from the first to the last, both inclusive.
    case days(Day, Day)
    /// A period in time; `end` is nil if it is unknown.
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
  /// Whether calendar programs treat the time as free (TRANSP).
  var isTransparent: Bool
  var summary: String
  var location: String?
  var coordinates: Coordinates?
  /// Whether the days are not known exactly; `time` then is the longest period that they may take.
  var isVague = false

  /// Creates the event of a record; fails if its time is unknown, or vague while `includesVague` is
  /// false.
  init?(_ entry: Entry, includesVague: Bool) {
    switch entry.record {
    case .conference(let conference): self.init(conference)
    case .deadline(let deadline): self.init(deadline, entry.host)
    case .session(let session): self.init(session, entry.host)
    default: return nil
    }
    if isVague && !includesVague { return nil }
    // A calendar's entry has news only if the record has left the list.
    if entry.news != nil { status = .cancelled }
    if isVague && status == .confirmed { status = .tentative }
  }

  private init?(_ conference: Conference) {
    guard let dates = conference.dates, let first = dates.startEarliest else { return nil }
    if let start = dates.start, let end = dates.end {
      time = .days(start, max(start, end))
    } else if let start = dates.start, dates.endLatest == nil {
      // Only the start is known, so the event takes that one day.
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

  private init?(_ deadline: Deadline, _ host: Entry.ParentConference?) {
    let moment = deadline.moment
    if let at = moment.at {
      time = .point(at)
    } else if moment.precision == .date, let day = deadline.local.flatMap({ Day($0) }) {
      time = .days(day, day)
    } else if let first = moment.notBefore, let last = moment.notAfter {
      // A client that requests expected deadlines knows that their days are estimates.
      isVague = deadline.expectation == nil
      time = .days(first.day(offset: 14 * 3_600), last.day(offset: -12 * 3_600))
    } else {
      return nil
    }
    // Calendar programs must remove a cancelled deadline, and one that a later deadline replaces.
    let isGone = deadline.standing == "cancelled" || deadline.standing == "extended"
    let isUnsure = deadline.expectation != nil || deadline.standing == "postponed"
    status = isGone ? .cancelled : isUnsure ? .tentative : .confirmed
    isTransparent = true
    summary = deadline.title(host)
  }

  private init?(_ session: Session, _ host: Entry.ParentConference?) {
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
    // The old days stay, as tentative, until new ones are known.
    case "tentative", "postponed": .tentative
    default: .confirmed
    }
  }
}
