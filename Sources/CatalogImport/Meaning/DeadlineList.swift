import Catalog
import CatalogModel

/// The deadlines of one edition as they are read, each with a slug of its own.
struct DeadlineList {
  let conference: String
  let sources: [Attribution]
  /// The countries of the conference, which decide what "CST" means.
  private let countries: Set<String>
  private(set) var deadlines: [Deadline] = []
  private var slugs = UniqueNames()

  init(of conference: Conference, sources: [Attribution]) {
    self.conference = conference.id
    self.sources = sources
    countries = Set(conference.locations.compactMap(\.country))
  }

  /// Adds a deadline by its published words.
  ///
  /// "TBD" and the like is announced without a time, "Cancelled" is cancelled, and "None" says that
  /// there is nothing to hand in, which is cancelled too, with the words kept. The slug is the kind
  /// with its round, and with its label where the kind alone is taken.
  @discardableResult
  mutating func add(
    type: String, label: String? = nil, round: Int? = nil, local: String, zone: String?,
    in fields: Fields, at field: String
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
          fields.notice("no date that can be read; kept as text, as not announced", field, local)
        }
        deadline.declaredStatus = "tba"
      }
    } else if let zone, DeclaredZone(zone) == nil {
      let reason =
        ZoneAbbreviation.isAmbiguous(zone)
        ? "the abbreviation means several time zones, and the place does not decide"
        : "the time zone is not known"
      fields.notice("\(reason); only the day counts", "timezone", zone)
    }
    deadlines.append(deadline)
    return slug
  }

  /// The text and the zone by which a deadline goes, and what was assumed of them.
  ///
  /// A zone in the text itself counts, and becomes the declared zone of an ISO date. An abbreviation
  /// of several zones is read by the country of the place.
  private func published(
    _ local: String, _ zone: String?, in fields: Fields, at field: String
  ) -> (local: String, zone: String?) {
    var shown = DateText.padded(local)
    var declared = zone
    guard let time = PublishedTime(shown) else { return (shown, zone) }
    if let own = time.zoneText {
      if let zone, DeclaredZone(zone).map({ $0 != time.zone }) ?? false {
        fields.notice("the zone in the value counts, not the time zone \(zone)", field, local)
      }
      declared = own == "Z" || own == "z" ? "UTC" : own
      if let first = own.first, "+-−".contains(first) { declared = "UTC\(own)" }
      shown = PlainText.line(String(shown.dropLast(own.count))) ?? shown
      // "2027-05-10T23:59" as other lists write it.
      if Day(String(shown.prefix(10))) != nil {
        shown = "\(shown.prefix(10)) \(shown.dropFirst(11))"
      }
    }
    if let abbreviation = declared,
      let spelling = ZoneAbbreviation.spelling(abbreviation, in: countries)
    {
      declared = spelling
      fields.assume("the time zone is read as \(spelling), by the place", field, abbreviation)
    }
    if time.isAssumed {
      fields.assume("read as some time from \(time.first) to \(time.last)", field, local)
    }
    return (shown, declared)
  }

  /// Marks a deadline as extended by the one that was added last.
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
    if !slugs.contains(first) { return slugs.take(first, separator: "-") }
    if let label {
      let labelled = SlugText.make([first, SlugText.shortened(SlugText.make([label]), to: 50)])
      if !slugs.contains(labelled) { return slugs.take(labelled, separator: "-") }
    }
    return slugs.take(first, separator: "-")
  }
}
