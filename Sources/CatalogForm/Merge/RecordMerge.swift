import CatalogModel
import JSON

/// Merges the claims of a source about a record into the stored record.
///
/// For each field that the source states:
/// 1. The source repeats its previous claim: the field stays as it is, whatever others made of it.
/// 2. The stored field is unknown: it gets the new value.
/// 3. The stored value is this source's previous claim: the new claim replaces it.
/// 4. Both values can be true and one is more exact (a day and a month, a hall and its city): the
///    more exact one is stored. Lists are extended. Names and prose in other words stay as they
///    are.
/// 5. Otherwise the stored value stays, and both values form a contradiction for a person to
///    settle.
///
/// So only a more exact claim replaces an edit by hand, never an older or an empty value. Data
/// without a source is in the native format: its values replace the stored ones.
package struct RecordMerge<Record: CatalogRecord> {
  package private(set) var record: Record
  /// The hashes of the source's claims, to store for the next merge.
  package private(set) var stated = ClaimHashes()
  package private(set) var contradictions: [Contradiction] = []
  /// The fields whose stored values agree with the source's.
  private var supported: [String] = []
  private let source: String?

  package init(
    _ ours: Record, _ theirs: Record, source: String?, before: PriorClaims, isComplete: Bool,
    clearing: [String] = [], edit: RecordEdit? = nil
  ) {
    record = ours
    self.source = source
    guard let source else {
      replace(theirs, clearing: clearing, edit)
      return
    }
    let isAlone =
      ours.stamp?.sequence == 0 && !ours.sources.isEmpty
      && ours.sources.allSatisfy { $0.source == source }
    for field in Record.fields {
      let isStated = !field.isUnknown(theirs)
      let hash = isStated ? field.digest(theirs) : 0
      if isStated { stated.add(field.code, hash) }
      if isStated, before.own?.holds(field.code, hash) == true {
        let isVouchedFor = ours.sources.contains { $0.source == source && $0.covers(field.name) }
        if isVouchedFor || field.isSame(record, theirs) { supported.append(field.name) }
        continue
      }
      let isItsOwn = before.any?.holds(field.code, field.digest(ours)) ?? isAlone
      guard isStated else {
        if isComplete, isItsOwn, before.own?.names(field.code) == true {
          field.take(&record, theirs)
        }
        continue
      }
      if field.name == "deadlines" {
        contradictions += Record.reconcileParts(&record, theirs, source: source)
      } else if field.isUnknown(record) || isItsOwn {
        field.take(&record, theirs)
      } else {
        reconcile(field, theirs)
        continue
      }
      supported.append(field.name)
    }
    noteIssues()
    noteSource(theirs, all: ours)
  }

  private mutating func replace(
    _ theirs: Record, clearing: [String], _ edit: RecordEdit?
  ) {
    for field in Record.fields where !field.isSame(record, theirs) {
      guard !field.isUnknown(theirs) || clearing.contains(field.name) else { continue }
      field.take(&record, theirs)
    }
    let before = Set(record.sources.map(\.source))
    if !theirs.sources.isEmpty || clearing.contains("sources") { record.sources = theirs.sources }
    let left = Set(record.sources.map(\.source))
    if theirs.dataIssues.isEmpty, !clearing.contains("data_issues") {
      settle { field in
        edit?.stated?.contains(field.name)
          ?? (!field.isUnknown(theirs) || clearing.contains(field.name))
      }
    } else {
      record.dataIssues = theirs.dataIssues
    }
    if theirs.verification != .none || clearing.contains("verification") {
      record.verification = theirs.verification
    } else if !left.isSuperset(of: before) {
      record.verification.state = record.verification.state(withSourcesLeft: left.count)
    }
  }

  /// Removes contradictions in the fields that an edit states, even with the stored value.
  private mutating func settle(_ isStated: (Field<Record>) -> Bool) {
    guard !record.dataIssues.isEmpty else { return }
    let stated = Record.fields.filter(isStated).map(\.name)
    record.dataIssues.removeAll { issue in
      stated.contains { issue.field == $0 || issue.field.hasPrefix("\($0).") }
    }
    guard record.verification.state == "disputed",
      !record.dataIssues.contains(where: { ["dates", "locations"].contains($0.field) })
    else { return }
    let sources = Set(record.sources.filter { $0.covers("dates") }.map(\.source))
    record.verification.state = sources.count > 1 ? "corroborated" : "single-source"
  }

  private mutating func reconcile(_ field: Field<Record>, _ theirs: Record) {
    let before = record
    switch field.reconcile(&record, theirs) {
    case .same, .refined: supported.append(field.name)
    case .kept: break
    case .contradiction:
      let holders = before.sources.filter { $0.covers(field.name) }.map(\.source)
      contradictions.append(
        Contradiction(
          field: field.name, ours: before.shown(field.name), holders: holders,
          theirs: theirs.shown(field.name)))
    }
  }

  /// Stores the contradictions beside those of other sources, and removes settled ones.
  private mutating func noteIssues() {
    guard let source else { return }
    var issues = IssueList(record.dataIssues)
    for contradiction in contradictions { issues.add(contradiction, by: source) }
    for field in supported where field != "deadlines" {
      issues.agree(field, by: source, value: record.shown(field))
    }
    if issues.changed { record.dataIssues = issues.list }
  }

  /// Adds the source to the record's sources, with the fields that it supports.
  private mutating func noteSource(_ theirs: Record, all before: Record) {
    guard let source, !record.sources.isEmpty || !theirs.sources.isEmpty else { return }
    let said = theirs.sources.first { $0.source == source }
    guard let index = record.sources.firstIndex(where: { $0.source == source }) else {
      // A source for all fields supported those that were known when it was added.
      let known = Record.fields.filter { !$0.isUnknown(before) }.map(\.name)
      if supported.contains(where: { !known.contains($0) }) {
        for index in record.sources.indices where record.sources[index].fields == ["*"] {
          record.sources[index].fields = known
        }
      }
      record.sources.append(
        Attribution(
          source: source, fields: supported, asStated: said?.asStated, checkedAt: said?.checkedAt))
      verify()
      return
    }
    if record.sources[index].fields != ["*"], record.sources[index].fields != supported,
      record.sources.count(where: { $0.source == source }) == 1
    {
      record.sources[index].fields = supported
    }
    if let words = said?.asStated, !record.sources.contains(where: { $0.asStated == words }) {
      record.sources[index].asStated = words
    }
    verify()
  }

  /// Updates the verification state: two sources that agree on the dates corroborate each other; an
  /// open contradiction in dates or locations makes it disputed.
  private mutating func verify() {
    guard
      ["single-source", "corroborated", "disputed", "unverified"].contains(
        record.verification.state)
    else { return }
    let disputed = record.dataIssues.contains { ["dates", "locations"].contains($0.field) }
    let sources = record.sources.filter { $0.covers("dates") }.map(\.source)
    if disputed {
      if !contradictions.isEmpty { record.verification.state = "disputed" }
    } else if Set(sources).count > 1, supported.contains("dates") {
      record.verification.state = "corroborated"
    } else if record.verification.state == "unverified" {
      record.verification.state = "single-source"
    }
  }
}

extension Attribution {
  func covers(_ field: String) -> Bool { fields == ["*"] || fields.contains(field) }
}

extension CatalogRecord {
  package static func reconcileParts(
    _ ours: inout Self, _ theirs: Self, source: String
  ) -> [Contradiction] { [] }

  /// Returns a field as text: a string as it is, dates as EDTF or published text, locations as
  /// published, otherwise JSON.
  func shown(_ field: String) -> String {
    switch members[field] {
    case nil, .null?: return ""
    case .string(let text)?: return text
    case .array(let elements)?:
      let texts = elements.compactMap(Self.place)
      return texts.count == elements.count
        ? texts.joined(separator: "; ") : FieldText.of(.array(elements))
    case let value?:
      return value["edtf"]?.string ?? value["text"]?.string ?? FieldText.of(value)
    }
  }

  /// Returns a location as published, with its venue.
  ///
  /// If the text is only the venue, adds the city and the country, since two sources may use one
  /// name for different places.
  private static func place(_ location: JSONValue) -> String? {
    guard let text = location["text"]?.string else { return nil }
    guard let venue = location["venue"]?.string else { return text }
    guard text == venue else { return text.contains(venue) ? text : "\(venue), \(text)" }
    let around = ["city", "country"].compactMap { location[$0]?.string }
    return ([venue] + around.filter { !venue.contains($0) }).joined(separator: ", ")
  }
}
