import CatalogModel
import JSON

/// Two values of one field of which only one can be right.
struct Contradiction: Equatable {
  var field: String
  /// What is shown, and who says so.
  var ours: String
  var holders: [String]
  var theirs: String
}

/// Merges what a source states of a record into the record as it stands.
///
/// For each field that the source states:
/// 1. It says what it said the last time: nothing happens, whatever others made of the field since.
/// 2. The field is unknown so far: it is filled in.
/// 3. What stands is what this source said the last time: it has changed its mind, and is followed.
/// 4. Both can be true, and one says more (a day against a month, a hall against its city): the
///    finer is shown. Lists are added to. Names and prose in other words stay as they are.
/// 5. Otherwise what stands is shown, and both values are kept as a contradiction, for a person.
///
/// So an edit by hand gives way only to a source that refines it, never to an older or an emptier
/// value. A source without a name is the catalog's own form: what it states replaces what stands.
struct RecordMerge<Record: CatalogRecord> {
  private(set) var record: Record
  /// What the source says now, for the next time.
  private(set) var stated = StatedFields()
  private(set) var contradictions: [Contradiction] = []
  /// Fields that are shown as the source states them.
  private var supported: [String] = []
  private let source: String?

  init(
    _ ours: Record, _ theirs: Record, source: String?, before: Statements, isComplete: Bool,
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
    noteIssues(theirs)
    noteSource(theirs, all: ours)
  }

  private mutating func replace(
    _ theirs: Record, clearing: [String], _ edit: RecordEdit?
  ) {
    for field in Record.fields where !field.isSame(record, theirs) {
      guard !field.isUnknown(theirs) || clearing.contains(field.name) else { continue }
      field.take(&record, theirs)
    }
    if !theirs.sources.isEmpty || clearing.contains("sources") { record.sources = theirs.sources }
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
    }
  }

  /// A person decides what sources differ on by stating the field, be it as it stands.
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

  /// Writes the contradictions beside those of other sources, and drops what is settled.
  private mutating func noteIssues(_ theirs: Record) {
    guard let source else { return }
    var issues = IssueList(record.dataIssues)
    for contradiction in contradictions { issues.add(contradiction, by: source) }
    for field in supported where field != "deadlines" {
      issues.agree(field, by: source, value: record.shown(field))
    }
    if issues.changed { record.dataIssues = issues.list }
  }

  /// Adds the source to those of the record, with the fields for which it vouches.
  private mutating func noteSource(_ theirs: Record, all before: Record) {
    guard let source, !record.sources.isEmpty || !theirs.sources.isEmpty else { return }
    let said = theirs.sources.first { $0.source == source }
    guard let index = record.sources.firstIndex(where: { $0.source == source }) else {
      // Who vouched for everything did so for what was known then.
      let known = Record.fields.filter { !$0.isUnknown(before) }.map(\.name)
      if supported.contains(where: { !known.contains($0) }) {
        for index in record.sources.indices where record.sources[index].fields == ["*"] {
          record.sources[index].fields = known
        }
      }
      record.sources.append(
        Attribution(
          source: source, fields: supported, asStated: said?.asStated, checkedAt: said?.checkedAt))
      verify(theirs)
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
    verify(theirs)
  }

  /// Two sources that agree on when and where corroborate each other; what is open is disputed.
  private mutating func verify(_ theirs: Record) {
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
  static func reconcileParts(
    _ ours: inout Self, _ theirs: Self, source: String
  ) -> [Contradiction] { [] }

  /// One field as text: a string as it is, dates as EDTF, places as their words, else JSON.
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

  /// A place by its words, with the hall, or with the city and the country, where they name none: two
  /// sources may have the same words for other places.
  private static func place(_ location: JSONValue) -> String? {
    guard let text = location["text"]?.string else { return nil }
    guard let venue = location["venue"]?.string else { return text }
    guard text == venue else { return text.contains(venue) ? text : "\(venue), \(text)" }
    let around = ["city", "country"].compactMap { location[$0]?.string }
    return ([venue] + around.filter { !venue.contains($0) }).joined(separator: ", ")
  }
}

/// How a client edits a record, of which it states the whole.
struct RecordEdit: Sendable, Equatable {
  /// The fields that it states on purpose; nil for all.
  ///
  /// What sources differ on is settled by these.
  var stated: Set<String>?
}
