import Catalog
import CatalogForm
import CatalogModel
import JSON

/// Reads the records that recently left a list, from the change log.
struct DepartureReader {
  private let call: RequestContext

  init(_ call: RequestContext) { self.call = call }

  /// The numbers of change-log rows that are read, and of records that are shown, at most.
  private static let (departureRows, departureCount) = (2_000, 20)

  /// Returns the conferences, deadlines or sessions that recently left a list, each as it was
  /// before.
  ///
  /// With `includesRenames`, also the conferences that have a new ID, under the one before.
  func entries(leaving list: ListRequest, includesRenames: Bool = false) throws -> [Entry] {
    guard case .list(let question) = list.question, question.kind.hasTime,
      !call.arguments.isGiven("cursor")
    else { return [] }
    let start = try startOfDepartures()
    return switch question.kind {
    case .conference:
      try conferences(leaving: question.filter, since: start, includesRenames)
    case .deadline: try deadlines(leaving: question.filter, since: start)
    default: try sessions(leaving: question.filter, since: start)
    }
  }

  /// Returns the deadlines that a conference recently lost.
  func deadlines(lostBy conference: String) throws -> [Entry] {
    var filter = CatalogFilter(now: call.now)
    filter[.conference].included = [conference]
    return try deadlines(leaving: filter, since: startOfDepartures())
  }

  /// Returns the position in the change log after which departures are read.
  private func startOfDepartures() throws -> Int {
    let state = try call.reader.changeLog.state(keptSince: call.limits.changesKeptSince(call.now))
    return max(state.horizon.position, state.newest.position - Self.departureRows)
  }

  private func conferences(
    leaving filter: CatalogFilter, since start: Int, _ includesRenames: Bool
  ) throws -> [Entry] {
    let left = try call.reader.departed.conferences(
      filter, since: start, rows: Self.departureRows, includesRenames: includesRenames)
    return left.suffix(Self.departureCount).map { departed in
      var entry = Entry(.conference(departed.conference))
      entry.news = FeedChange(
        revision: departed.revision, at: departed.at,
        text: departed.isDeleted ? "deleted" : "no longer in this list")
      return entry
    }
  }

  private func deadlines(leaving filter: CatalogFilter, since start: Int) throws -> [Entry] {
    let left = try call.reader.departed.deadlines(filter, since: start, rows: Self.departureRows)
    return try left.suffix(Self.departureCount).map { departed in
      let host = try call.reader.conference(departed.deadline.conference).map {
        Entry.ParentConference($0)
      }
      var entry = Entry(.deadline(departed.deadline), host: host)
      entry.news = FeedChange(
        revision: departed.revision, at: departed.at, text: "no longer in this list")
      return entry
    }
  }

  /// The filters of sessions that can be evaluated for a previous version of a session.
  private static let sessionFilters: Set<String> = ["track", "room", "kind"]

  /// Returns sessions that left the programme of one conference; empty if the request has other
  /// filters.
  private func sessions(leaving filter: CatalogFilter, since start: Int) throws -> [Entry] {
    let filters = Set(call.arguments.asked.map(\.name)).subtracting(PresentationParameters.all)
      .subtracting(["papers", "alarm", "day"])
    guard let conference = call.captures["conference"], filters.isSubset(of: Self.sessionFilters),
      !call.arguments.isGiven("day"), let host = try call.reader.conference(conference)
    else { return [] }
    func isHit(_ session: JSONObject, _ name: String, _ choice: ValueFilter) -> Bool {
      let value = session[name]?.string ?? ""
      guard !choice.excluded.contains(value) else { return false }
      return choice.included.isEmpty || choice.included.contains(value)
    }
    let left = try call.reader.departed.sessions(since: start, rows: Self.departureRows) {
      session in
      guard session["conference"]?.string == conference else { return false }
      if !filter[.outermost].isEmpty, session["parent"]?.string != nil { return false }
      return isHit(session, "track", filter[.track]) && isHit(session, "room", filter[.room])
        && isHit(session, "kind", filter[.kind])
    }
    return left.suffix(Self.departureCount).map { departed in
      var entry = Entry(.session(departed.session), host: Entry.ParentConference(host))
      entry.news = FeedChange(
        revision: departed.revision, at: departed.at, text: "no longer in this list")
      return entry
    }
  }
}
