import CatalogForm
import CatalogModel

/// Collects the deadlines of one edition, each with a slug of its own.
struct DeadlineList {
  let conference: String
  let sources: [Attribution]
  /// The countries of the conference, which determine the meaning of "CST".
  private let countries: Set<String>
  /// The first day on which the conference can start; nil if its year is unknown.
  private let start: Day?
  private(set) var deadlines: [Deadline] = []
  private var slugs = UniqueNames()

  init(of conference: Conference, sources: [Attribution]) {
    self.conference = conference.id
    self.sources = sources
    countries = Set(conference.locations.compactMap(\.country))
    start =
      conference.dates?.startEarliest
      ?? conference.year.flatMap { Day(year: $0, month: 1, day: 1) }
  }

  /// Adds a deadline from its published text.
  ///
  /// "TBD" and similar mean announced without a time, "Cancelled" means cancelled. "None" means
  /// that nothing has to be submitted: the deadline is cancelled and keeps the text. The slug is
  /// the kind with its round and, if that is taken, the label.
  @discardableResult
  mutating func add(
    type: String, label: String? = nil, round: Int? = nil, local: String, zone: String?,
    in fields: MapDecoder, at field: String
  ) -> String {
    let kind = DeadlineKinds.kind(type)
    let round = round ?? DeadlineKinds.round(label)
    let slug = slug(kind == "other" ? label ?? type : kind, round: round, label: label)
    let (shown, zone) = published(local, zone, in: fields, at: field)
    var deadline = Deadline(
      id: slug, conference: conference, kind: kind, published: shown, zone: zone)
    let isOwnWord = SlugText.make([type]) == kind || ["submission", "cfp"].contains(type)
    deadline.kindLabel = isOwnWord ? nil : type
    deadline.label = label
    deadline.round = round
    deadline.sources = sources
    if deadline.moment.precision == .unknown {
      deadline.declaredStatus = Self.status(local)
      if deadline.declaredStatus == nil {
        if deadline.moment.notAfter == nil {
          fields.notice("unknown date format; kept as text, as not announced", field, local)
        }
        deadline.declaredStatus = "tba"
      }
    } else if let zone, DeclaredZone(zone) == nil {
      let reason =
        ZoneAbbreviation.isAmbiguous(zone)
        ? "the abbreviation means several time zones, and the place fits more than one"
        : "unknown time zone"
      fields.notice("\(reason); only the day was used", "timezone", zone)
    }
    // As in `catalog check`.
    if kind != "other", let start, let closing = deadline.closing,
      closing.day().number < start.number - 548
    {
      fields.notice(
        "the deadline is more than 18 months before the conference, which starts on \(start) or"
          + " later; it may be of another edition", field, local)
    }
    deadlines.append(deadline)
    return slug
  }

  /// Returns the text and zone of a deadline, and reports assumptions about them.
  ///
  /// A zone in the text takes precedence and becomes the declared zone of an ISO date. The country
  /// of the place decides an abbreviation of several zones.
  private func published(
    _ local: String, _ zone: String?, in fields: MapDecoder, at field: String
  ) -> (local: String, zone: String?) {
    var shown = DateText.padded(local)
    var declared = zone
    guard let time = PublishedTime(shown) else { return (shown, zone) }
    if let own = time.zoneText {
      if let zone, DeclaredZone(zone).map({ $0 != time.zone }) ?? false {
        fields.notice(
          "the value has its own time zone, which was used instead of \(zone)", field, local)
      }
      declared = own == "Z" || own == "z" ? "UTC" : own
      if let first = own.first, "+-−".contains(first) { declared = "UTC\(own)" }
      shown = PlainText.line(String(shown.dropLast(own.count))) ?? shown
      // Some lists separate the date and the time by a T: "2027-05-10T23:59".
      if Day(String(shown.prefix(10))) != nil {
        shown = "\(shown.prefix(10)) \(shown.dropFirst(11))"
      }
    }
    if let abbreviation = declared,
      let spelling = ZoneAbbreviation.spelling(abbreviation, in: countries)
    {
      declared = spelling
      fields.assume(
        "unclear time zone; assumed to be \(spelling), from the place", field, abbreviation)
    }
    if case .rules(let rules)? = time.zone ?? declared.flatMap({ DeclaredZone($0) }),
      let second = time.second,
      let assumption = rules.resolve(time.first, second: second).kind.assumption
    {
      fields.assume(assumption, field, local)
    }
    if time.isAssumed {
      fields.assume("unclear time; assumed to be from \(time.first) to \(time.last)", field, local)
    }
    return (shown, declared)
  }

  /// Marks a deadline as extended by the last one added.
  mutating func lastExtends(_ slug: String) {
    guard let index = deadlines.firstIndex(where: { $0.id == slug }), !deadlines.isEmpty else {
      return
    }
    deadlines[index].declaredStatus = "extended"
    deadlines[deadlines.count - 1].supersedes = slug
  }

  private static func status(_ local: String) -> String? {
    switch local.lowercased() {
    case "tbd", "tba", "tbc", "to be announced", "to be determined", "to be confirmed": "tba"
    case "cancelled", "canceled", "none": "cancelled"
    default: nil
    }
  }

  private mutating func slug(_ base: String, round: Int?, label: String?) -> String {
    let first = SlugText.make([base, round.map { "round-\($0)" } ?? ""])
    if !slugs.contains(first) { return slugs.makeUnique(first, separator: "-") }
    if let label {
      let labelled = SlugText.make([first, SlugText.shortened(SlugText.make([label]), to: 50)])
      if !slugs.contains(labelled) { return slugs.makeUnique(labelled, separator: "-") }
    }
    return slugs.makeUnique(first, separator: "-")
  }
}
