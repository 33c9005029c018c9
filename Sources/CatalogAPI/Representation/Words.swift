import Catalog
import CatalogModel

/// Facts of records as short English text, for representations that people read, such as calendars
/// and feeds.
extension Location {
  /// For example "Boston, Massachusetts" or "Pisa, Tuscany, Italy"; the published text if no venue
  /// or city is known.
  var displayText: String? {
    if isVirtual { return "Online" }
    // Addresses in the United States end with the state.
    let nation = country == "US" && regionName != nil ? nil : countryName ?? country
    var parts: [String] = []
    for part in [venue, city, regionName, nation].compactMap(\.self) where !parts.contains(part) {
      parts.append(part)
    }
    if venue != nil || city != nil { return parts.joined(separator: ", ") }
    return text ?? (parts.isEmpty ? nil : parts.joined(separator: ", "))
  }
}

extension Conference {
  /// All stated places; if there are only candidates, a text that says so.
  var placeInWords: String? {
    func names(_ certainty: String) -> [String] {
      locations.filter { $0.certainty == certainty }.compactMap(\.displayText)
    }
    let stated = names("stated")
    if !stated.isEmpty { return stated.joined(separator: "; ") }
    let candidates = names("candidate")
    return candidates.isEmpty ? nil : "One of: " + candidates.joined(separator: "; ")
  }

  /// For example "VLDB 2026: Very Large Data Bases Conference"; lists of titles show its beginning.
  var title: String {
    guard acronym != nil, !name.contains(displayName) else {
      return acronym == nil ? displayName : name
    }
    return "\(displayName): \(name)"
  }

  /// The dates as published, or else as EDTF.
  ///
  /// Vague dates such as "April 2026" stay vague.
  var datesInWords: String? { dates.flatMap { $0.text ?? $0.edtf } }

  /// Returns the known facts, one sentence each.
  func facts(_ head: ListMetadata) -> [String] {
    var facts = ["\(kind.capitalizedFirst): \(datesInWords ?? "dates not announced")."]
    if let placeInWords { facts.append("Place: \(placeInWords).") }
    if let format { facts.append("Attendance: \(format).") }
    if status != "scheduled" { facts.append("Status: \(status).") }
    if let theme { facts.append("Theme: \(theme.withoutFullStop).") }
    if let summary { facts.append(summary) }
    if !effectiveTopics.isEmpty {
      facts.append("Topics: \(effectiveTopics.map(head.label(ofTopic:)).joined(separator: ", ")).")
    }
    if !effectiveAudiences.isEmpty {
      facts.append("Audiences: \(effectiveAudiences.joined(separator: ", ")).")
    }
    if let website { facts.append("Website: \(website)") }
    facts.append("Support: \(verification.state).")
    return facts
  }
}

extension Deadline {
  /// For example "Paper" or "Rebuttal start", or the label as published.
  var labelInWords: String {
    var text = label ?? kindLabel ?? kind.replacing("-", with: " ").capitalizedFirst
    if let round, !text.contains(String(round)) { text += " (round \(round))" }
    if expectation != nil { text += " (expected)" }
    return text
  }

  /// The time as published with its zone, for example "2026-01-28 23:59:59 AoE".
  var timeInWords: String {
    if let expectation { return "expected from \(expectation.from) to \(expectation.to)" }
    guard let local else { return "not announced" }
    guard let timeZoneDeclared else { return local }
    return "\(local) \(timeZoneDeclared)"
  }

  func title(_ host: Entry.ParentConference?) -> String {
    let name = host?.deadlineTitles[id] ?? DeadlineTitles.all(of: [self])[id] ?? id
    let title = "\(host?.shortName ?? conference): \(name)"
    return expectation == nil ? title : title + " (expected)"
  }

  func facts() -> [String] {
    var facts = ["Deadline: \(timeInWords)."]
    if let at = moment.at { facts.append("In UTC: \(at).") }
    switch standing {
    case "extended": facts.append("The deadline was extended; a later one replaces it.")
    case let status?: facts.append("Status: \(status).")
    case nil: break
    }
    if let track { facts.append("Track: \(track).") }
    if let basis = basisInWords { facts.append(basis) }
    return facts
  }

  /// The past editions from which an expected deadline is derived, as a sentence.
  var basisInWords: String? {
    guard let expectation else { return nil }
    let basis = expectation.basis.map(\.conference).joined(separator: ", ")
    let days = expectation.daysBefore
    return "Not announced. In past editions it was \(days.lowerBound) to \(days.upperBound) days"
      + " before the start: \(basis)."
  }
}

extension Session {
  /// Returns the names of the people with a role; nil stands for the speakers.
  func names(as role: String?) -> [String] {
    speakers.filter { $0.role == role }.map { $0.name ?? $0.id }
  }

  func ids(as role: String?) -> [String] { speakers.filter { $0.role == role }.map(\.id) }

  /// The names of speakers, then of chairs with their role.
  var peopleText: [String] { names(as: nil) + names(as: "chair").map { "\($0) (chair)" } }

  func facts(_ host: Entry.ParentConference?) -> [String] {
    var facts = ["\((kindLabel ?? kind.replacing("-", with: " ")).capitalizedFirst)"]
    if let host { facts[0] += " of \(host.name)" }
    facts[0] += "."
    for (label, names) in [("Speakers", names(as: nil)), ("Chairs", names(as: "chair"))]
    where !names.isEmpty {
      facts.append("\(label): \(names.joined(separator: ", ")).")
    }
    if startsAt == nil, let publishedStart {
      facts.append("Starts at \(publishedStart) local time; the time zone is not known.")
    }
    if status != "scheduled" { facts.append("Status: \(status).") }
    if let abstract = abstract ?? description { facts.append(abstract) }
    return facts
  }
}

extension Entry {
  var title: String {
    switch record {
    case .conference(let conference): conference.title
    case .deadline(let deadline): deadline.title(host)
    case .session(let session): session.title
    case .track(let track): track.name
    case .series(let series): series.fullName ?? series.name
    case .room(let room): room.name
    case .speaker(let speaker): speaker.name
    case .venue(let venue): venue.name
    case .place(let place): place.name
    case .topic(let topic): topic.label
    case .audience(let audience): audience.label
    case .recommendation(let advice):
      "\(advice.subjectName ?? advice.asNamed ?? advice.series ?? "") for \(advice.audience)"
    case .guideItem(let item): item.title
    case .source(let source): source.title
    }
  }

  /// Returns the known facts of the record, one sentence each.
  func facts(_ head: ListMetadata) -> [String] {
    switch record {
    case .conference(let conference): return conference.facts(head)
    case .deadline(let deadline): return deadline.facts()
    case .session(let session): return session.facts(host)
    case .track(let track):
      return ["Track of \(track.conference).", "Sessions: \(track.sessionCount ?? 0)."]
        + [track.description].compactMap { $0 }
    case .series(let series):
      return ["\(series.kind.capitalizedFirst) series."]
        + (series.organizer.map { ["Organizer: \($0)."] } ?? [])
        + (series.website.map { ["Website: \($0)"] } ?? [])
    case .room(let room): return ["Room of \(room.conference)."]
    case .speaker(let speaker): return [speaker.affiliation, speaker.bio].compactMap { $0 }
    case .venue(let venue):
      return [[venue.address, venue.city, venue.country].compactMap { $0 }.joined(separator: ", ")]
        .filter { !$0.isEmpty }
    case .place(let place):
      return [
        "\(([place.kind.capitalizedFirst] + [place.country].compactMap { $0 }).joined(separator: ", "))."
      ]
    case .topic(let topic): return [topic.definition].compactMap { $0 }
    case .audience(let audience):
      return audience.altLabels.isEmpty ? [] : [audience.altLabels.joined(separator: ", ")]
    case .recommendation(let advice): return [advice.reason].compactMap { $0 }
    case .guideItem(let item): return [item.text].compactMap { $0 }
    case .source(let source): return [source.publisher, source.url].compactMap { $0 }
    }
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}

extension Instant {
  /// For example "30 Nov 2026, 17:19 UTC".
  var inWords: String { "\(day().displayText), \(description.dropFirst(11).prefix(5)) UTC" }
}
