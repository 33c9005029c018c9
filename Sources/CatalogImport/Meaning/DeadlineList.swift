import Catalog

/// The deadlines of one edition as they are read, each with a slug of its own.
struct DeadlineList {
  let conference: String
  let sources: [Attribution]
  private(set) var deadlines: [Deadline] = []
  private var slugs = UniqueNames()

  init(conference: String, sources: [Attribution]) {
    self.conference = conference
    self.sources = sources
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
    let shown = DateText.padded(local)
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
        fields.notice("no date that can be read; taken as not announced", field, local)
        deadline.declaredStatus = "tba"
      }
    } else if let zone, DeclaredZone(zone) == nil {
      fields.notice("the time zone is not known; only the day counts", "timezone", zone)
    }
    deadlines.append(deadline)
    return slug
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
    case "tbd", "tba", "to be announced", "to be determined": "tba"
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
