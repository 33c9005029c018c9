import Catalog
import CatalogForm
import CatalogModel
import HTTP

/// The route, the request and the names of codes, which the parts of one HTML page share.
///
/// Confined to the queue of the request's reader.
struct PageContext {
  let route: Router.Route
  let call: RequestContext
  let names: RepresentationContext

  init(_ route: Router.Route, _ call: RequestContext) {
    self.route = route
    self.call = call
    names = call.reader.context()
  }

  var baseURL: String { call.baseURL }
  var now: Instant { call.now }

  func url(_ path: String, _ items: [QueryItem] = []) -> String {
    call.url(items, path: "/" + path)
  }

  /// Returns the text of a code; the code itself if it has none.
  func name(_ kind: CodeKind, _ code: String) -> String {
    (try? call.reader.names.label(kind, code)) ?? code
  }

  /// The filters of the request, without parameters that only shape the page, or that place it in
  /// the change feed.
  var filters: [QueryItem] {
    let isFormat = call.arguments.expectation(of: "format").map { parameter in
      if case .oneOf = parameter.kind { false } else { true }
    }
    return call.arguments.asked.filter { item in
      !PresentationParameters.all.union(["since", "expand", "wait"]).contains(item.name)
        && (item.name != "format" || isFormat ?? false)
    }
  }

  /// Returns the frame of the page, with links to the other representations of the response.
  func frame(_ title: String) -> HTMLPage {
    var frame = HTMLPage(title: title, baseURL: baseURL, forms: forms)
    // Searches have endless URLs: without a canonical URL no search engine indexes them.
    if !call.arguments.isGiven("q") { frame.canonical = call.url(filters) }
    return frame
  }

  /// The URLs of the complete response in each other representation.
  var forms: [(form: Representation, url: String)] {
    let items = call.arguments.asked.filter {
      !PresentationParameters.ofResponse.contains($0.name)
    }
    return route.endpoint.forms.filter { !$0.isPage }.map { form in
      // Without an extension a browser would get the HTML page again.
      let hasExtension =
        call.path != "/" && route.endpoint.forms.named(byExtension: form.fileExtension) == form
      let url = baseURL + call.path + (hasExtension ? ".\(form.fileExtension)" : "")
      let asked = hasExtension ? items : items + [(name: "format", value: form.name)]
      return (form, asked.isEmpty ? url : "\(url)?\(PercentEncoding.query(asked))")
    }
  }

  /// Returns the records of a filter, current and upcoming ones first unless `sort` is given.
  func entries(
    _ kind: RecordKind, limit: Int, sort: [SortTerm] = [],
    _ change: (inout CatalogFilter) -> Void = { _ in }
  ) throws -> [Entry] {
    var filter = CatalogFilter(now: now)
    change(&filter)
    var list = ListQuery(kind, filter)
    list.countsTotal = false
    list.sort = sort
    if sort.isEmpty, kind.hasTime { list.dividedAt = now }
    let answer = try call.reader.list(list, page: PageRequest(limit: limit))
    call.filling.note(changesAt: answer.changesAt)
    return try EntryReader(call).entries(answer.page.elements)
  }

  func conferences(
    limit: Int, sort: [SortTerm] = [], _ change: (inout CatalogFilter) -> Void
  ) throws -> [Conference] {
    try entries(.conference, limit: limit, sort: sort, change).compactMap(\.asConference)
  }

  /// Returns "upcoming", "ongoing", "past" or "indeterminate"; nil if the dates are unknown.
  func phase(_ conference: Conference) -> String? {
    let zone = conference.timeZone.flatMap(names.zones.rules)
    return conference.dates?.phases(zone: zone).flatMap { call.filling.value(of: $0) }
  }

  func status(_ deadline: Deadline) -> String? { call.filling.value(of: deadline.statuses) }

  /// Returns the open deadline that closes next.
  func nextDeadline(_ conference: Conference) -> Deadline? {
    let open = conference.deadlines.filter { status($0) == "open" && $0.closing != nil }
    return open.min {
      ($0.closing ?? now, $0.publicID) < ($1.closing ?? now, $1.publicID)
    }
  }

  /// Returns "in 12 days", "in 5 hours" or "in 40 minutes", and records when the text changes.
  func timeLeft(until instant: Instant) -> String {
    let seconds = instant.seconds - now.seconds
    guard seconds >= 0 else { return "closed" }
    let (unit, name) =
      seconds >= 2 * 86_400 ? (86_400, "day") : seconds >= 3_600 ? (3_600, "hour") : (60, "minute")
    let count = seconds / unit
    call.filling.note(changedAt: Instant(seconds: instant.seconds - (count + 1) * unit + 1))
    call.filling.note(changesAt: Instant(seconds: instant.seconds - count * unit + 1))
    return count == 0 ? "in less than a minute" : "in \(count) \(name)\(count == 1 ? "" : "s")"
  }

  /// Writes the time that is left until an instant; a script keeps it up to date.
  func countdown(_ instant: Instant, _ page: inout HTMLWriter) {
    let isSoon = instant.seconds - now.seconds < 3 * 86_400
    page.element(
      "time",
      [
        "class": isSoon ? "left soon" : "left", "datetime": instant.description,
        "data-until": instant.description,
      ]
    ) { $0.text(timeLeft(until: instant)) }
    page.raw(" ")
  }
}

extension Entry {
  /// The short name that heads a page: "VLDB 2026", "VLDB".
  var pageTitle: String {
    switch record {
    case .conference(let conference): conference.displayName
    case .series(let series): series.name
    case .recommendation(let advice): advice.subjectDisplayName ?? advice.asNamed ?? title
    default: title
    }
  }

  var asConference: Conference? {
    if case .conference(let conference) = record { conference } else { nil }
  }

  var asDeadline: Deadline? {
    if case .deadline(let deadline) = record { deadline } else { nil }
  }

  var asSession: Session? {
    if case .session(let session) = record { session } else { nil }
  }
}
