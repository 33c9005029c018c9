public import CatalogModel
public import JSON
import SQLite

extension CatalogEditor {
  /// The record of a slug; nil where there is none.
  ///
  /// A deadline is named within its conference.
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

  /// The record in the native format, without what other records say.
  public func form(_ kind: RecordKind, _ slug: String) throws -> JSONObject? {
    guard kind.isStored, let bytes = try NativeForm.load(kind, slug, connection),
      case .object(let object) = try JSONParser.parse(bytes)
    else { return nil }
    return object
  }

  /// Writes a record as it is to be from now on: what the object does not state becomes unknown.
  ///
  /// `stated` names the members that the client states on purpose, even unchanged; nil if all are.
  /// The record gets the slug `new` then, where there is one. Members of `derived` are passed over.
  /// Throws `EditRefusal`.
  public func write(
    _ kind: RecordKind, _ slug: String, _ object: JSONObject, stated: Set<String>? = nil,
    renamed new: String? = nil, derived: Set<String> = [], also others: [EditMistake] = []
  ) throws {
    guard kind.isStored else { return }
    let record = Self.record(kind, slug, object, derived)
    var batch = ImportBatch(source: nil, origin: "")
    let read = batch.document.append(.object(record), keepsMistaken: true)
    let name = RecordName(kind: kind, slug: slug)
    batch.document.edits[name] = RecordEdit(stated: stated.map { Set(kind.fields(of: $0)) })
    // The members of a removal and the list of fields to empty are not allowed in a record.
    let reserved = object.members.filter { ["clear", "removed", "merged_into"].contains($0.name) }
    var mistakes = (read.filter { $0.pointer != "/clear" }).map { EditMistake($0) }
    mistakes += others
    mistakes += reserved.map {
      EditMistake("/\($0.name)", nil, "unknown-member", InputMistake.unknownMember)
    }
    if let type = object["type"]?.string, type != kind.rawValue {
      mistakes.append(
        EditMistake(
          "/type", "\"\(type.prefix(40))\"", "contradiction", "\(kind.rawValue), as the URL says"))
    }
    let review = try RecordReview(kind, slug, record, connection)
    mistakes += review.mistakes.filter { one in !mistakes.contains { $0.pointer == one.pointer } }
    if let stated, let standing = try form(kind, slug) {
      // An edit is not refused for old mistakes in members that it leaves alone.
      let old = try RecordReview(kind, slug, standing, connection).mistakes
      mistakes.removeAll { mistake in
        let isStated = stated.contains { "\(mistake.pointer)/".hasPrefix("/\($0)/") }
        // A deadline is stated with all others of its conference.
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

  /// Applies a merge patch (RFC 7396) to a record, as `write` does with the record whole.
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
    // What is kept of the sources stays as it is, unless it is patched itself.
    let provenance: Set = ["data_issues", "verification", "sources"]
    let members = merged.members.filter {
      !provenance.contains($0.name) || stated.contains($0.name)
    }
    try write(
      kind, slug, JSONObject(members), stated: stated, renamed: new, derived: derived,
      also: Self.derivedDates(own, form))
  }

  /// Members of dates that a patch sets although they are derived from the EDTF date, which it leaves.
  private static func derivedDates(_ patch: JSONObject, _ form: JSONObject) -> [EditMistake] {
    guard case .object(let dates)? = patch["dates"], dates["edtf"] == nil,
      let standing = form["dates"], standing["edtf"]?.string != nil
    else { return [] }
    return EventDates.derivedNames.compactMap { name in
      guard let value = dates[name], value != standing[name] else { return nil }
      return EditMistake(
        "/dates/\(name)", String(value.text.prefix(80)), "contradiction",
        "derived from edtf, which states the dates")
    }
  }

  /// A token that is confined to a record follows it to its new slug.
  private func moveTokens(_ kind: RecordKind, _ slug: String, to new: String) throws {
    try connection.run(
      "UPDATE token SET limit_slug = ?3 WHERE limit_kind = ?1 AND limit_slug = ?2", kind.rawValue,
      slug, new)
  }

  /// A slug that nobody has, made of a name: with -2, -3 and so on where it is taken.
  public func freeSlug(
    _ kind: RecordKind, _ name: String, of conference: String? = nil
  ) throws -> String {
    let folded = String(Folding.slug(name).prefix(90))
    let base = folded.hasSuffix("-") ? String(folded.dropLast()) : folded
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

  /// Does a merge, and tells what it meets as a refusal.
  @discardableResult
  func refusing(_ merge: () throws -> MergeReport) throws -> MergeReport {
    do {
      return try merge()
    } catch let error as CircleError {
      let member = error.kind == "topic" ? "/broader" : "/parent"
      throw EditRefusal.mistakes([EditMistake(member, nil, "contradiction", "acyclic: \(error)")])
    } catch let error as ReferenceError {
      throw EditRefusal.mistakes([EditMistake("", nil, "unknown-reference", "\(error)")])
    } catch let error as SQLiteError where error.code.primary == .constraint {
      throw EditRefusal.mistakes([EditMistake("", nil, "contradiction", error.message)])
    }
  }

  /// The record with its identity, and with the names of the fields that it empties.
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
  /// The fields that merging knows.
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

  /// The fields that members of a record's JSON are about.
  func fields(of members: Set<String>) -> [String] {
    var names = members
    if self == .series {
      // A series without an acronym is called by its name; with one, the acronym is its short name.
      if members.contains("acronym") { names.insert("full_name") }
      names.remove("acronym")
      names.insert("name")
    }
    if self == .conference, members.contains("website") { names.insert("links") }
    return fieldNames.filter(names.contains)
  }
}
