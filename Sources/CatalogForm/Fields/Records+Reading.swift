import CatalogModel
import JSON

extension Verification {
  init(_ reader: ObjectReader) {
    self.init(
      state: reader.choice("state", Self.states) ?? "unverified",
      checkedAt: reader.string("checked_at"), note: reader.string("note", within: .long))
    reader.reportUnread()
  }
}

extension Attribution {
  init(_ reader: ObjectReader) {
    self.init(
      source: reader.slug("source"), fields: reader.strings("fields") ?? ["*"],
      asStated: reader.string("as_stated"), checkedAt: reader.string("checked_at"))
  }
}

extension DataIssue {
  init(_ reader: ObjectReader) {
    self.init(
      field: reader.required("field"), values: reader.raw("values", .list, bytes: .max) ?? "[]")
  }
}

extension Link {
  init(_ reader: ObjectReader) {
    self.init(
      rel: reader.choice("rel", Self.relations) ?? "home", url: reader.required("url"),
      title: reader.string("title"),
      checkedAt: reader.string("checked_at"), ok: reader.bool("ok"))
  }
}

extension Coordinates {
  init?(_ reader: ObjectReader?) {
    guard let reader else { return nil }
    let (latitude, longitude) = (reader.degrees("lat", 90), reader.degrees("lon", 180))
    guard let latitude, let longitude else { return nil }
    self.init(latitude: latitude, longitude: longitude)
  }
}

extension ObjectReader {
  fileprivate func degrees(_ name: String, _ maximum: Int) -> Double? {
    let expected = "a number of degrees from -\(maximum) to \(maximum)"
    guard let value = object[name], value != .null else {
      ignore(name)
      report(name, nil, expected)
      return nil
    }
    guard let number = number(name) else { return nil }
    guard abs(number) <= Double(maximum) else {
      report(name, value, expected)
      return nil
    }
    return number
  }
}

extension Location {
  init(_ reader: ObjectReader) {
    let venue = reader.string("venue")
    let city = reader.string("city")
    let region = reader.string("region")
    let country = reader.string("country")
    let known: String? =
      if city != nil && venue != nil {
        "venue"
      } else if city != nil {
        "city"
      } else if region != nil {
        "region"
      } else {
        country == nil ? nil : "country"
      }
    self.init(
      venue: venue, city: city, region: region, country: country,
      coordinates: Coordinates(reader.reader("geo")),
      precision: reader.choice("precision", Self.precisions) ?? known,
      certainty: reader.choice("certainty", ["stated", "candidate"]) ?? "stated",
      text: reader.string("text"), isVirtual: reader.bool("virtual") ?? false,
      url: reader.string("url"))
    inferred = reader.strings("inferred") ?? []
    self = asStated
    reader.ignore("region_name", "country_name")
  }
}

extension Ranking {
  init(_ reader: ObjectReader) {
    self.init(
      system: reader.choice("system", Self.systems) ?? "core", value: reader.required("value"),
      year: reader.integer("year", within: .years), source: reader.string("source"))
  }
}

extension EventDates {
  /// Members that are derived from the EDTF date.
  package static let derivedNames = [
    "precision", "start", "end", "start_earliest", "start_latest", "end_earliest", "end_latest",
  ]

  /// Decodes `{edtf, text}`; ignores the derived members that exports have.
  init?(_ reader: ObjectReader, _ name: String) {
    guard reader.has(name), let value = reader.reader(name) else { return nil }
    let edtf = value.string("edtf")
    let text = value.string("text")
    if edtf == nil, text == nil {
      let days = ["start", "end"].compactMap { value.string($0) }.distinct
      if !days.isEmpty {
        value.report(
          "edtf", nil,
          "an EDTF date such as 2026-04-27/2026-04-29: start and end are derived from it",
          suggestion: days.joined(separator: "/"))
      }
    }
    value.ignore(Self.derivedNames)
    value.reportUnread()
    guard edtf != nil || text != nil else { return nil }
    do {
      try self.init(edtf: edtf, text: text)
    } catch {
      value.report("edtf", edtf.map { .string($0) }, "an EDTF date: \(error)")
      return nil
    }
    let years = [startEarliest, endLatest].compactMap { $0?.components.year }
    if let edtf, !years.allSatisfy({ DeadlineInstant.years.contains($0) }) {
      value.report("edtf", .string(edtf), DeadlineInstant.yearsExpectation)
    }
  }
}

extension Deadline {
  init(_ reader: ObjectReader, conference: String) {
    let local = reader.string("local")
    let zone = reader.string("time_zone_declared")
    let moment = DeadlineInstant.resolve(local: local, zone: zone)
    _ = reader.choice("precision", ["datetime", "date", "month", "unknown"])
    // These statuses are derived from the time and from the conference.
    let derived = ["open", "passed", "postponed"]
    let told = reader.choice("status", Self.declaredStatuses + derived)
    let known = told.flatMap { derived.contains($0) ? nil : $0 }
    self.init(
      id: reader.deadlineID("id", of: conference) ?? reader.slug(), conference: conference,
      track: reader.string("track"),
      kind: reader.choice("kind", Self.kinds) ?? "other", kindLabel: reader.string("kind_label"),
      label: reader.string("label"), round: reader.integer("round", within: .rounds), local: local,
      timeZoneDeclared: zone, moment: moment,
      declaredStatus: known ?? (moment.precision == .unknown ? "tba" : nil),
      supersedes: reader.deadlineID("supersedes", of: conference) ?? reader.string("supersedes"),
      sources: reader.list("sources") { Attribution($0) })
    reader.ignore("conference", "at_utc", "not_before_utc", "not_after_utc", "closes_between")
    reader.ignore("seconds_left")
    reader.ignoreDerived()
  }
}

extension ObjectReader {
  /// Returns the ID within its conference of a deadline that a member names by its public ID, as
  /// responses do; `nil` if the member is not a public ID.
  fileprivate func deadlineID(_ name: String, of conference: String) -> String? {
    guard let text = string(name), let parts = Deadline.parts(ofPublicID: text) else { return nil }
    if parts.conference != conference {
      report(name, .string(text), "the ID of a deadline of the conference \(conference)")
    }
    return parts.id
  }

  /// Accepts the members that responses have besides the record's own.
  func ignoreDerived() {
    ignore(
      "type", "url", "revision", "sequence", "updated_at", "display_name", "recommended_for",
      "kind_name", "status_name", "format_name", "series_names", "topic_names", "audience_names",
      "audience_name", "conference_name", "region_name", "country_name")
  }

  /// Returns the codes of a list without those that a response marks as inherited or derived.
  func own(_ name: String, besides derived: String? = nil) -> [String] {
    let inherited =
      (strings("inherited_\(name)") ?? []) + (derived.flatMap { strings($0) } ?? [])
    return (strings(name) ?? []).filter { !inherited.contains($0) }
  }
}
