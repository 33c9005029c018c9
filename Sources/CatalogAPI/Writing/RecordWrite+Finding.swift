import Catalog
import CatalogModel
import HTTP
import JSON

/// Which record a write is about, and whether it is in the state that the client knows.
extension RecordWrite {
  /// The conference whose part is written; nil where the path names none.
  func owner(_ context: WriteContext) throws -> String? {
    guard
      target.path.contains("{conference}") && target.kind != .conference
        || write.operation.path.hasPrefix("/conferences/{conference}/")
    else { return nil }
    let call = try context.call(try write.arguments())
    _ = try RecordFinder(call).row(.conference, "conference")
    return write.routed.capture("conference")
  }

  /// The conference within which a deadline's id is unique; other ids are unique in the catalog.
  func deadlineOwner(_ conference: String?) -> String? {
    target.kind == .deadline ? conference : nil
  }

  /// The slug in the path; a deadline's may be its public id.
  func slug(_ conference: String?) -> String {
    let capture = write.routed.capture(target.kind.rawValue)
    guard let conference, let parts = Deadline.parts(ofPublicID: capture),
      parts.conference == conference
    else { return target.kind.slug(ofPublicID: capture) }
    return parts.id
  }

  func row(_ call: Call) throws -> Int64 {
    target.kind == .deadline
      ? try RecordFinder(call).deadlineRow()
      : try RecordFinder(call).row(target.kind, target.kind.rawValue)
  }

  /// The record of the path; throws what stands there instead.
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

  /// Throws unless the client knows the state that it changes.
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
    guard isMet else { throw try unmet(context, standing, slug, conference) }
  }

  /// A deadline counts seconds, so that its tag is weak; the part that names its state is exact.
  private func recordTag(_ tag: EntityTag) -> RecordTag? {
    tag.isWeak && target.kind != .deadline ? nil : RecordTag(tag)
  }

  /// The problem of a client that knows another state: what it is now, and what has changed since.
  func unmet(
    _ context: WriteContext, _ standing: RecordState, _ slug: String, _ conference: String?
  ) throws -> Problem {
    var problem = Problem(
      status: .preconditionFailed, kind: "precondition-failed",
      detail:
        "The record has changed: its revision is now \(standing.revision). Get it, and repeat the"
        + " change.")
    let tags =
      write.request.fields[.ifMatch].flatMap { field -> [EntityTag]? in
        if case .tags(let tags)? = EntityTagList.parse(field) { tags } else { nil }
      } ?? []
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

  /// The record in the native format as it was at a revision; nil if it was not there, or if that is
  /// not known.
  func former(
    _ context: WriteContext, _ slug: String, _ conference: String?, at revision: Int
  ) throws -> JSONObject? {
    let reader = try context.editor.reader()
    guard let conference else {
      return try reader.nativeForm(of: target.kind, slug, atRevision: revision)
    }
    return try reader.steps(ofDeadline: slug, of: conference)
      .first { $0.entry.revision <= revision }?.after
  }

  // MARK: Slugs

  /// The id that the body gives; nil where it gives none.
  ///
  /// The id of a recommendation is made of what it says.
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

  /// A slug that nobody has, made of what the record is called.
  func freeSlug(_ context: WriteContext, _ conference: String?) throws -> String {
    if target.kind == .recommendation { return recommendationSlug(object) }
    let texts = Dictionary(
      object.members.compactMap { name, value in value.string.map { (name, $0) } },
      uniquingKeysWith: { first, _ in first })
    let name = target.name(of: texts, year: object["year"]?.integer)
    return try context.editor.freeSlug(target.kind, name, of: conference)
  }

  /// Throws if the body contradicts the path.
  func requireSame(_ member: String, _ expected: String) throws(Problem) {
    guard let value = object[member], value != .null, value != .string(expected) else { return }
    throw Problem.invalid([
      .init(
        parameter: "", value: value.string ?? value.text, code: "contradiction",
        expected: "\(expected), as the URL says", pointer: "/\(member)")
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

  /// Throws if the body names another audience or subject than the path: these make the id.
  func requireSameRecommendation(_ slug: String) throws {
    try requireSame("id", target.kind.publicID(slug))
    let parts = slug.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return }
    try requireSame("audience", parts[0])
    for member in ["series", "conference"] { try requireSame(member, parts[1]) }
  }

  /// A record that is replaced stays in its conference where the body names none.
  func withConference(
    _ object: JSONObject, _ context: WriteContext, _ slug: String
  ) throws -> JSONObject {
    guard target.isOfConference, target.kind != .deadline, object["conference"] == nil,
      let conference = try context.editor.form(target.kind, slug)?["conference"]
    else { return object }
    return JSONObject(object.members + [("conference", conference)])
  }
}
