import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// A write of one record, parsed before the transaction.
struct RecordWrite: Sendable {
  let write: WriteRequest
  let target: WritableKind
  let object: JSONObject
  let isPretty: Bool
  let ifRevision: Int?
  let cascades: Bool
  let isMinimal: Bool

  init(_ write: WriteRequest, _ target: WritableKind) throws(Problem) {
    self.write = write
    self.target = target
    let arguments = try write.arguments()
    let declared = Set(write.operation.parameters.map(\.name))
    isPretty = arguments.isPretty
    ifRevision = declared.contains("if_revision") ? arguments.integer("if_revision") : nil
    cascades = declared.contains("cascade") && arguments.flag("cascade")
    guard arguments.mistakes.isEmpty else {
      throw Problem.badQuery(arguments.mistakes).explained(by: write.operation)
    }
    isMinimal = Prefer.value("return", of: write.request) == "minimal"
    object = write.operation.body == nil ? JSONObject() : try Self.object(write.request.body)
    // For other kinds this error is reported together with all others.
    if target.kind == .deadline { try requireSame("type", target.kind.rawValue) }
  }

  /// Parses the content as an object.
  static func object(_ bytes: [UInt8]) throws(Problem) -> JSONObject {
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes)
      try JSONParser.refuseNUL(in: bytes)
    } catch {
      throw Problem.malformed(error)
    }
    guard case .object(let object) = value else {
      throw Problem.invalid([
        .init(
          parameter: "", value: nil, code: "invalid-value", expected: "an object", pointer: "")
      ])
    }
    try refuseWide(value)
    return object
  }

  /// Maximum number of members of one object: finding suggestions takes time for each.
  static let maximumMembers = 1_000

  private static func refuseWide(_ value: JSONValue, _ pointer: String = "") throws(Problem) {
    switch value {
    case .object(let object):
      guard object.members.count <= maximumMembers else {
        throw Problem.invalid([
          .init(
            parameter: "", value: nil, code: "invalid-value",
            expected: "an object of at most \(maximumMembers) members", pointer: pointer)
        ])
      }
      for (name, member) in object.members { try refuseWide(member, "\(pointer)/\(name)") }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        try refuseWide(element, "\(pointer)/\(index)")
      }
    default: break
    }
  }

  // MARK: In the transaction

  func create(_ context: WriteContext) throws -> Response {
    let conference = try owner(context)
    var members = object.members.filter { $0.name != "id" }
    if let conference, target.kind != .deadline {
      try requireSame("conference", conference)
      members.removeAll { $0.name == "conference" }
      members.append(("conference", .string(conference)))
    }
    let record = JSONObject(members)
    let slug = try givenSlug() ?? freeSlug(context, deadlineOwner(conference))
    guard try context.editor.standing(target.kind, slug, of: deadlineOwner(conference)) == nil
    else { throw taken(slug, conference) }
    try context.requireAccess(target.kind, slug, conference, series: record, isNew: true)
    try save(context, slug, conference, record)
    return try answer(context, slug, conference, status: .created)
  }

  func replace(_ context: WriteContext) throws -> Response {
    let conference = target.kind == .deadline ? try owner(context) : nil
    let wanted = slug(conference)
    try requireSameSlug(wanted)
    let standing = try context.editor.standing(
      target.kind, wanted, of: deadlineOwner(conference))
    let mustBeNew =
      write.request.fields[.ifNoneMatch].map { EntityTagList.parse($0) == .any } ?? false
    guard let standing else {
      return try createAt(wanted, conference, mustBeNew: mustBeNew, context)
    }
    if mustBeNew { throw try unmet(context, standing, wanted, conference) }
    try check(context, standing, wanted, conference)
    try context.requireAccess(target.kind, wanted, conference, series: nil, isNew: false)
    try save(
      context, wanted, conference,
      try withoutDerived(withConference(object, context, wanted), context, wanted, conference))
    return try answer(context, wanted, conference, status: .ok)
  }

  private func createAt(
    _ slug: String, _ conference: String?, mustBeNew: Bool, _ context: WriteContext
  ) throws -> Response {
    let call = try context.call(try write.arguments())
    if try !call.reader.names.redirects(target.kind, slug).isEmpty { _ = try row(call) }
    guard mustBeNew, write.request.fields[.ifMatch] == nil, ifRevision == nil else {
      if !mustBeNew, write.request.fields[.ifMatch] == nil, ifRevision == nil {
        if try call.reader.history.deletion(of: target.kind, slug) != nil { _ = try row(call) }
        throw Problem.unconditional
      }
      throw Problem(
        status: .preconditionFailed, kind: .preconditionFailed,
        detail:
          "There is no \(target.displayName) \"\(slug)\"; If-None-Match: * alone would create it.")
    }
    guard slug.split(separator: "/").allSatisfy({ Slug.isValid(String($0)) }) else {
      throw Problem.notFound(target.displayName, slug, nearest: [])
    }
    try context.requireAccess(target.kind, slug, conference, series: object, isNew: true)
    try save(context, slug, conference, object)
    return try answer(context, slug, conference, status: .created)
  }

  func change(_ context: WriteContext) throws -> Response {
    let (standing, slug, conference) = try found(context)
    try check(context, standing, slug, conference)
    try context.requireAccess(target.kind, slug, conference, series: nil, isNew: false)
    let new = try givenSlug(isRename: true)
    let patch = JSONObject(object.members.filter { $0.name != "id" })
    let derived = target.derived
    if target.kind == .recommendation { try requireSameRecommendation(slug) }
    do {
      if let conference {
        try requireSame("conference", conference)
        try context.editor.change(
          deadline: slug, of: conference, .patch(patch), renamed: new, derived: derived)
      } else {
        try context.keepingSeries(target.kind, slug, renamed: new) {
          try context.editor.patch(target.kind, slug, patch, renamed: new, derived: derived)
        }
      }
    } catch {
      throw problem(error)
    }
    return try answer(context, new ?? slug, conference, status: .ok)
  }

  func remove(_ context: WriteContext) throws -> Response {
    let (standing, slug, conference) = try found(context)
    try check(context, standing, slug, conference)
    try context.requireAccess(target.kind, slug, conference, series: nil, isNew: false)
    do {
      if let conference {
        try context.editor.change(deadline: slug, of: conference, .remove, derived: [])
      } else {
        try context.editor.remove(target.kind, slug, cascades: cascades)
      }
    } catch {
      throw problem(error)
    }
    return Response(.noContent, fields: [.xRevision: String(try context.revision())])
  }

  /// Writes the complete record.
  func save(
    _ context: WriteContext, _ slug: String, _ conference: String?, _ record: JSONObject
  ) throws {
    do {
      if target.kind == .deadline, let conference {
        try context.editor.change(
          deadline: slug, of: conference, .write(record), derived: target.derived)
      } else {
        try context.keepingSeries(target.kind, slug) {
          try context.editor.write(target.kind, slug, record, derived: target.derived)
        }
      }
    } catch {
      throw problem(error)
    }
  }
}
