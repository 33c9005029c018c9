public import CatalogForm
public import CatalogModel
public import JSON
import SQLite

extension CatalogEditor {
  /// Returns the state of the record with a slug; `nil` if there is none.
  ///
  /// A deadline's slug is unique only within its `conference`.
  public func standing(
    _ kind: RecordKind, _ slug: String, of conference: String? = nil
  ) throws -> RecordState? {
    let condition =
      switch (kind, conference) {
      case (.recommendation, _): "id = (\(CatalogReader.rowOfRecommendation)) AND ?2 IS NULL"
      case (_, nil): "slug = ?1 AND ?2 IS NULL"
      default:
        "slug = ?1 AND conference_id = (SELECT id FROM conference WHERE conference.slug = ?2)"
      }
    return try connection.first(
      "SELECT id, revision, updated_at FROM \(kind.rawValue) WHERE \(condition)", slug, conference
    ) { row in
      RecordState(
        row: row.int64(0), revision: row.int(1), updatedAt: Instant(seconds: row.int(2)))
    }
  }

  /// Returns the record in the native format, without members that come from other records.
  public func form(_ kind: RecordKind, _ slug: String) throws -> JSONObject? {
    guard kind.isStored, let bytes = try NativeForm.load(kind, slug, connection),
      case .object(let object) = try JSONParser.parse(bytes)
    else { return nil }
    return object
  }

  /// Replaces a record: members that the object omits become unknown.
  ///
  /// `stated` names the members that the client states on purpose, even unchanged; `nil` for all.
  /// `new` is the record's new slug, if it is renamed. Members of `derived` are ignored. Throws
  /// `EditRefusal`; `others` are errors that the caller has found.
  public func write(
    _ kind: RecordKind, _ slug: String, _ object: JSONObject, stated: Set<String>? = nil,
    renamed new: String? = nil, derived: Set<String> = [], also others: [InputMistake] = []
  ) throws {
    guard kind.isStored else { return }
    let record = Self.record(kind, slug, object, derived)
    var batch = ImportBatch(source: nil, origin: "")
    let read = batch.document.append(.object(record), keepsMistaken: true)
    let name = RecordName(kind: kind, slug: slug)
    batch.document.edits[name] = RecordEdit(stated: stated.map { Set(kind.fields(of: $0)) })
    // Clients may not use the members of a removal, nor the list of fields to empty.
    let reserved = object.members.filter { ["clear", "removed", "merged_into"].contains($0.name) }
    var mistakes = read.filter { $0.pointer != "/clear" } + others
    mistakes += reserved.map { .unknownMember("/\($0.name)") }
    if let type = object["type"]?.string, type != kind.rawValue {
      mistakes.append(
        InputMistake(
          "/type", "\"\(type.prefix(40))\"", "contradiction", "\(kind.rawValue), as in the URL"))
    }
    let review = try RecordReview(kind, slug, record, connection)
    mistakes += review.mistakes.filter { one in !mistakes.contains { $0.pointer == one.pointer } }
    if let stated, !mistakes.isEmpty, let standing = try form(kind, slug) {
      // Old errors in members that the edit does not touch are no reason to refuse it.
      var former = CatalogDocument()
      let old =
        try former.append(.object(standing))
        + RecordReview(kind, slug, standing, connection).mistakes
      mistakes.removeAll { mistake in
        let isStated = stated.contains { "\(mistake.pointer)/".hasPrefix("/\($0)/") }
        // Every write of a conference's deadlines states all of them, so old errors in them
        // count as old.
        return (!isStated || mistake.pointer.hasPrefix("/deadlines/")) && old.contains(mistake)
      }
    }
    if let new {
      guard try self.standing(kind, new) == nil else {
        throw EditRefusal.taken(kind, slug: new)
      }
      batch.document.renames[name] = new
    }
    guard mistakes.isEmpty else { throw EditRefusal.mistakes(mistakes) }
    try refusing { try merge([batch]) }
    if let new { try moveTokens(kind, slug, to: new) }
  }

  /// Applies a JSON merge patch (RFC 7396) to a record; otherwise like `write`.
  public func patch(
    _ kind: RecordKind, _ slug: String, _ patch: JSONObject, renamed new: String? = nil,
    derived: Set<String> = []
  ) throws {
    guard let form = try form(kind, slug) else { return }
    let stated = Set(patch.members.map(\.name)).subtracting(derived)
    let own = JSONObject(patch.members.filter { stated.contains($0.name) })
    guard
      case .object(let merged) = JSONValue.object(form).applying(mergePatch: .object(own))
    else { return }
    // The members about sources keep their values unless the patch has them.
    let provenance: Set = ["data_issues", "verification", "sources"]
    let members = merged.members.filter {
      !provenance.contains($0.name) || stated.contains($0.name)
    }
    try write(
      kind, slug, JSONObject(members), stated: stated, renamed: new, derived: derived,
      also: Self.derivedDates(own, form))
  }

  /// Returns errors for date members that a patch sets although they are derived from the EDTF
  /// date, which the patch does not set.
  private static func derivedDates(_ patch: JSONObject, _ form: JSONObject) -> [InputMistake] {
    guard case .object(let dates)? = patch["dates"], dates["edtf"] == nil,
      let standing = form["dates"], standing["edtf"]?.string != nil
    else { return [] }
    return EventDates.derivedNames.compactMap { name in
      guard let value = dates[name], value != standing[name] else { return nil }
      return InputMistake(
        "/dates/\(name)", String(value.text.prefix(80)), "contradiction",
        "omitted, because the server derives it from edtf")
    }
  }

  /// Changes the limit of tokens that are confined to a record to the record's new slug.
  private func moveTokens(_ kind: RecordKind, _ slug: String, to new: String) throws {
    try connection.run(
      "UPDATE token SET limit_slug = ?3 WHERE limit_kind = ?1 AND limit_slug = ?2", kind.rawValue,
      slug, new)
  }

  /// Returns an unused slug made from a name, with -2, -3 and so on if it is taken.
  public func freeSlug(
    _ kind: RecordKind, _ name: String, of conference: String? = nil
  ) throws -> String {
    // Letters without a Latin form are left out, so that hyphens may be left over.
    let base = Folding.slug(name).prefix(90).split(separator: "-").joined(separator: "-")
    let start = base.isEmpty ? kind.rawValue.replacing("_", with: "-") : base
    var slug = start
    var number = 2
    while try standing(kind, slug, of: conference) != nil
      || !reader().names.redirects(kind, slug).isEmpty
    {
      slug = "\(start)-\(number)"
      number += 1
    }
    return slug
  }

  /// Runs a merge and turns its errors about the data into an `EditRefusal`.
  @discardableResult
  func refusing(_ merge: () throws -> MergeReport) throws -> MergeReport {
    do {
      return try merge()
    } catch let error as ParentCycleError {
      let member = error.kind == "topic" ? "/broader" : "/parent"
      throw EditRefusal.mistakes([
        InputMistake(
          member, nil, "contradiction", "a record that is not part of this one: \(error)")
      ])
    } catch let error as ReferenceError {
      throw EditRefusal.mistakes([
        InputMistake(
          "", nil, "unknown-reference", "without references to missing records: \(error)")
      ])
    } catch let error as SQLiteError where error.code.primary == .constraint {
      throw EditRefusal.mistakes([
        InputMistake("", nil, "contradiction", "consistent with the database: \(error.message)")
      ])
    }
  }

  /// Returns the record with its type and ID, and with the names of the fields that it empties.
  private static func record(
    _ kind: RecordKind, _ slug: String, _ object: JSONObject, _ derived: Set<String>
  ) -> JSONObject {
    let dropped = derived.union(["type", "id", "kept", "clear", "removed", "merged_into"])
    let members = object.members.filter { !dropped.contains($0.name) }
    let known = members.filter { $0.value != .null }.map(\.name)
    let empty = Set(kind.fieldNames).subtracting(kind.fields(of: Set(known)))
    return JSONObject(
      [("type", .string(kind.rawValue)), ("id", .string(slug))] + members
        + [("clear", .array(empty.sorted().map { .string($0) }))])
  }
}

extension RecordKind {
  /// The names of the fields that a merge compares.
  var fieldNames: [String] {
    switch self {
    case .source: Source.fields.map(\.name)
    case .topic: Topic.fields.map(\.name)
    case .audience: Audience.fields.map(\.name)
    case .place: Place.fields.map(\.name)
    case .venue: Venue.fields.map(\.name)
    case .series: Series.fields.map(\.name)
    case .conference: Conference.fields.map(\.name)
    case .track: Track.fields.map(\.name)
    case .room: Room.fields.map(\.name)
    case .speaker: Speaker.fields.map(\.name)
    case .session: Session.fields.map(\.name)
    case .recommendation: Recommendation.fields.map(\.name)
    case .guideItem: GuideItem.fields.map(\.name)
    case .deadline: []
    }
  }

  /// Returns the fields to which members of a record's JSON belong.
  func fields(of members: Set<String>) -> [String] {
    var names = members
    if self == .series {
      // Without an acronym, `name` is the series' name; with one, it is the acronym and
      // `full_name` the name.
      if members.contains("acronym") { names.insert("full_name") }
      names.remove("acronym")
      names.insert("name")
    }
    if self == .conference, members.contains("website") { names.insert("links") }
    return fieldNames.filter(names.contains)
  }
}
