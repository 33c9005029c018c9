import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// Finding the record of a write, and comparing its state with that which the client knows.
extension RecordWrite {
  /// Returns the ID of the conference whose part is written; nil if the path names none.
  func owner(_ context: WriteContext) throws -> String? {
    guard
      target.path.contains("{conference}") && target.kind != .conference
        || write.operation.path.hasPrefix("/conferences/{conference}/")
    else { return nil }
    let call = try context.call(try write.arguments())
    _ = try RecordFinder(call).row(.conference, "conference")
    return write.routed.capture("conference")
  }

  /// Returns the conference within which a deadline's ID is unique; nil for other kinds, whose IDs
  /// are unique in the catalog.
  func deadlineOwner(_ conference: String?) -> String? {
    target.kind == .deadline ? conference : nil
  }

  /// Returns the ID in the path; for a deadline that may be its public ID.
  func slug(_ conference: String?) -> String {
    let capture = write.routed.capture(target.kind.rawValue)
    guard let conference, let parts = Deadline.parts(ofPublicID: capture),
      parts.conference == conference
    else { return target.kind.slug(ofPublicID: capture) }
    return parts.id
  }

  func row(_ call: RequestContext) throws -> Int64 {
    target.kind == .deadline
      ? try RecordFinder(call).deadlineRow()
      : try RecordFinder(call).row(target.kind, target.kind.rawValue)
  }

  /// Returns the record that the path names.
  ///
  /// - Throws: `RecordMoved` or a problem if there is no such record.
  func found(
    _ context: WriteContext
  ) throws -> (standing: RecordState, slug: String, conference: String?) {
    let conference = target.kind == .deadline ? try owner(context) : nil
    let slug = slug(conference)
    if let standing = try context.editor.standing(
      target.kind, slug, of: deadlineOwner(conference))
    {
      return (standing, slug, conference)
    }
    _ = try row(try context.call(try write.arguments()))
    throw Problem.notFound(target.displayName, slug, nearest: [])
  }

  /// Throws unless the request states the record's present state, by If-Match or `if_revision`, and
  /// does not exclude it by If-None-Match.
  func check(
    _ context: WriteContext, _ standing: RecordState, _ slug: String, _ conference: String?
  ) throws {
    let match = write.request.fields[.ifMatch]
    guard match != nil || ifRevision != nil else { throw Problem.unconditional }
    var isMet = ifRevision.map { $0 == standing.revision } ?? true
    if let match {
      switch EntityTagList.parse(match) {
      case .any: break
      case .tags(let tags):
        isMet = isMet && tags.contains { recordTag($0) == RecordTag(standing) }
      case nil: isMet = false
      }
    }
    switch write.request.fields[.ifNoneMatch].flatMap({ EntityTagList.parse($0) }) {
    case .any?: isMet = false
    case .tags(let tags)?:
      isMet = isMet && !tags.contains { RecordTag($0) == RecordTag(standing) }
    case nil: break
    }
    guard isMet else { throw try unmet(context, standing, slug, conference) }
  }

  /// Throws unless a request to restore a deleted record states that it knows of the deletion: by
  /// `if_revision` with its revision, or by any version (`If-Match: *`) or none (`If-None-Match: *`).
  func checkDeletion(_ gone: Problem) throws {
    let match = write.request.fields[.ifMatch].map { EntityTagList.parse($0) == .any }
    let mustBeNew = write.request.fields[.ifNoneMatch].map { EntityTagList.parse($0) == .any }
    let isKnown = ifRevision.map { $0 == gone.revision }
    let conditions = [match, mustBeNew, isKnown].compactMap(\.self)
    guard !conditions.isEmpty else { throw Problem.unconditional }
    guard conditions.allSatisfy(\.self) else {
      var problem = gone
      (problem.status, problem.kind) = (.preconditionFailed, .preconditionFailed)
      problem.detail += " To restore it, send if_revision with that revision, or If-Match: *."
      throw problem
    }
  }

  /// Returns the record's part of a tag.
  ///
  /// The tag of a deadline is weak, because its content has a countdown, but that part is exact.
  private func recordTag(_ tag: EntityTag) -> RecordTag? {
    tag.isWeak && target.kind != .deadline ? nil : RecordTag(tag)
  }

  /// Returns the problem for a request that states another state: what it is now, and what has
  /// changed since.
  func unmet(
    _ context: WriteContext, _ standing: RecordState, _ slug: String, _ conference: String?
  ) throws -> Problem {
    var problem = Problem(
      status: .preconditionFailed, kind: .preconditionFailed,
      detail:
        "The record has changed: its revision is now \(standing.revision). Request it again,"
        + " and repeat the change.")
    let field = write.request.fields[.ifMatch]
    var tags: [EntityTag] = []
    if case .tags(let all)? = field.flatMap({ EntityTagList.parse($0) }) { tags = all }
    if field == nil, ifRevision == nil {
      problem.detail = "The record exists, and If-None-Match: * only creates a new one."
    } else if let field, EntityTagList.parse(field) == nil {
      problem.detail =
        "If-Match must be * or a list of entity tags in quotation marks, not \(field.prefix(80))."
    } else if !tags.isEmpty, tags.allSatisfy({ $0.isWeak }), target.kind != .deadline {
      problem.detail = "A weak entity tag never meets If-Match. Send the ETag without W/."
    }
    let given = ifRevision ?? tags.compactMap { recordTag($0)?.revision }.first
    problem.members = [("url", .string(url(slug, conference)))]
    problem.members.append(("revision", .integer(Int64(standing.revision))))
    if let given, given < standing.revision,
      let before = try former(context, slug, conference, at: given),
      let now = try former(context, slug, conference, at: standing.revision)
    {
      let names = (before.members + now.members).map(\.name).distinct
      problem.members.append(
        ("changed_fields", .array(names.filter { before[$0] != now[$0] }.map { .string($0) })))
    }
    return problem
  }

  /// Returns the record in the native format as it was at a revision; nil if it did not exist then,
  /// or if that is unknown.
  func former(
    _ context: WriteContext, _ slug: String, _ conference: String?, at revision: Int
  ) throws -> JSONObject? {
    let reader = try context.editor.reader()
    guard let conference else {
      return try reader.history.nativeForm(of: target.kind, slug, atRevision: revision)
    }
    return try reader.history.steps(ofDeadline: slug, of: conference)
      .first { $0.entry.revision <= revision }?.after
  }

  // MARK: Slugs

  /// Returns the ID in the content; nil if it has none.
  ///
  /// The ID of a recommendation is made from its content.
  func givenSlug(isRename: Bool = false) throws -> String? {
    guard target.kind != .recommendation else { return nil }
    guard let value = object["id"], value != .null else { return nil }
    guard var text = value.string else { throw Problem.invalid(slugMistake(value)) }
    if target.kind == .deadline, let parts = Deadline.parts(ofPublicID: text) { text = parts.id }
    guard Slug.isValid(text) else { throw Problem.invalid(slugMistake(value)) }
    return isRename && text == slug(write.route.captures["conference"]) ? nil : text
  }

  private func slugMistake(_ value: JSONValue) -> [ParameterError] {
    [
      .init(
        parameter: "", value: value.string ?? value.text, code: "invalid-value",
        expected: Slug.expectation, pointer: "/id")
    ]
  }

  /// Returns an unused ID, made from the record's name.
  func freeSlug(_ context: WriteContext, _ conference: String?) throws -> String {
    if target.kind == .recommendation { return recommendationSlug(object) }
    let texts = Dictionary(
      object.members.compactMap { name, value in value.string.map { (name, $0) } },
      uniquingKeysWith: { first, _ in first })
    let name = target.name(of: texts, year: object["year"]?.integer)
    return try context.editor.freeSlug(target.kind, name, of: conference)
  }

  /// Throws if the content contradicts the path.
  func requireSame(_ member: String, _ expected: String) throws(Problem) {
    guard let value = object[member], value != .null, value != .string(expected) else { return }
    throw Problem.invalid([
      .init(
        parameter: "", value: value.string ?? value.text, code: "contradiction",
        expected: "\(expected), as in the URL", pointer: "/\(member)")
    ])
  }

  func requireSameSlug(_ slug: String) throws {
    if target.kind == .recommendation { return try requireSameRecommendation(slug) }
    if target.kind == .deadline, let text = object["id"]?.string,
      Deadline.parts(ofPublicID: text)?.id == slug
    {
      return
    }
    try requireSame("id", slug)
  }

  private func recommendationSlug(_ object: JSONObject) -> String {
    let subject = object["series"]?.string ?? object["conference"]?.string
    return "\(object["audience"]?.string ?? "")/\(subject ?? "")"
  }

  /// Throws if the content names another audience or subject than the path; these make up the ID.
  func requireSameRecommendation(_ slug: String) throws {
    try requireSame("id", target.kind.publicID(slug))
    let parts = slug.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return }
    try requireSame("audience", parts[0])
    for member in ["series", "conference"] { try requireSame(member, parts[1]) }
  }

  /// Returns the object with the record's present conference, if the content names none.
  func withConference(
    _ object: JSONObject, _ context: WriteContext, _ slug: String
  ) throws -> JSONObject {
    guard target.isOfConference, target.kind != .deadline, object["conference"] == nil,
      let conference = try context.editor.form(target.kind, slug)?["conference"]
    else { return object }
    return JSONObject(object.members + [("conference", conference)])
  }
}
