import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// The response to a write of a record.
extension RecordWrite {
  /// Returns the record as GET shows it, or an empty response if the client prefers that.
  func answer(
    _ context: WriteContext, _ slug: String, _ conference: String?, status: Status
  ) throws -> Response {
    guard
      let standing = try context.editor.standing(
        target.kind, slug, of: deadlineOwner(conference))
    else { throw Problem.notFound(target.displayName, slug, nearest: []) }
    var bytes = try shown(context, slug, conference)
    if isPretty { bytes = JSONText.indented(bytes) }
    bytes.append(0x0a)
    var response = Response(status)
    response.fields[.xRevision] = String(try context.revision())
    response.fields[.etag] =
      CacheValidators.tag(of: bytes, MediaType.json.description, record: RecordTag(standing))?
      .description
    if status == .created || self.slug(conference) != slug {
      response.fields[.location] = url(slug, conference)
    }
    if isMinimal {
      response.fields[.preferenceApplied] = "return=minimal"
      if status == .ok { response.status = .noContent }
    } else {
      response.fields[.contentType] = MediaType.json.description
      response.body = .bytes(bytes)
    }
    return response
  }

  /// Returns the record's JSON as GET shows it.
  func shown(_ context: WriteContext, _ slug: String, _ conference: String?) throws -> [UInt8] {
    let name = publicID(slug, conference)
    var captures = [target.kind.rawValue: name]
    if let conference { captures["conference"] = conference }
    let path = path(slug, conference)
    let call = write.routed.call(
      Arguments(nil, path: path, FilterParameters.one(target.kind), now: write.now),
      on: try context.editor.reader(), path: path, captures: captures)
    guard let reading = target.reading, case .one(let one) = try reading(call) else {
      throw Problem.notFound(target.displayName, slug, nearest: [])
    }
    return try ResponseJSON(call).json(one)
  }

  /// Returns the object without derived members that the client sent back unchanged; the record
  /// keeps its own values of them.
  func withoutDerived(
    _ object: JSONObject, _ context: WriteContext, _ slug: String, _ conference: String?
  ) throws -> JSONObject {
    guard conference == nil,
      case .object(let shown)? = try JSONParser.parse(self.shown(context, slug, conference))["data"],
      let form = try context.editor.form(target.kind, slug)
    else { return object }
    return JSONObject(
      object.members.map { name, value in
        guard shown[name] == value, let own = form[name] else { return (name, value) }
        return (name, own)
      })
  }

  /// Returns the path of a record.
  private func path(_ slug: String, _ conference: String?) -> String {
    return target.path.replacing(
      "{conference}", with: target.kind == .conference ? slug : conference ?? ""
    )
    .replacing("{\(target.kind.rawValue)}", with: publicID(slug, conference))
  }

  private func publicID(_ slug: String, _ conference: String?) -> String {
    target.kind == .deadline
      ? Deadline.publicID(slug, of: conference ?? "") : target.kind.publicID(slug)
  }

  func url(_ slug: String, _ conference: String?) -> String {
    write.baseURL + path(slug, conference)
  }

  func taken(_ slug: String, _ conference: String?) -> Problem {
    Problem.taken(target.displayName, slug, url(slug, conference))
  }

  /// Returns the problem for an error of an edit.
  func problem(_ error: any Error) -> any Error {
    switch error {
    case EditRefusal.mistakes(let mistakes):
      return Problem.invalid(mistakes.map { ParameterError($0) })
    case EditRefusal.taken(_, let slug): return taken(slug, write.route.captures["conference"])
    case EditRefusal.needed(let records, let count):
      var problem = Problem(
        status: .conflict, kind: .neededByOthers,
        detail:
          "\(count == 1 ? "A record refers" : "\(count) records refer") to this record. Use"
          + " ?cascade=true to delete them or remove their references.")
      let urls = records.map {
        "\(write.baseURL)/\($0.kind.collection)/\($0.kind.publicID($0.slug))"
      }
      problem.members = [
        ("count", .integer(Int64(count))), ("needed_by", .array(urls.map { .string($0) })),
      ]
      return problem
    default: return error
    }
  }
}

extension WriteContext {
  /// Returns the revision of the data in the transaction.
  func revision() throws -> Int { try editor.revision ?? editor.reader().revision }

  /// Returns the part of the catalog to which the request's token is confined.
  ///
  /// The server's list of tokens may be older than the transaction, and a rename changes the ID.
  func limit() throws -> AccessToken.Limit? {
    guard let token = write.token, token.limit != nil else { return nil }
    return try editor.limit(ofToken: token.id) ?? token.limit
  }

  /// Throws unless the request's token may write a record; `series` is a new conference's object,
  /// which names its series.
  func requireAccess(
    _ kind: RecordKind, _ slug: String, _ conference: String?, series record: JSONObject?,
    isNew: Bool
  ) throws {
    guard let limit = try limit() else { return }
    let series = record?["series"]?.array?.compactMap(\.string) ?? []
    guard
      try editor.isWithin(limit, kind, slug, of: conference, series: series, isNew: isNew)
    else { throw Problem.outside(limit) }
  }

  /// Changes a conference; throws if a token that is confined to a series or conference moves it
  /// out of that.
  func keepingSeries<Result>(
    _ kind: RecordKind, _ slug: String, renamed new: String? = nil, _ work: () throws -> Result
  ) throws -> Result {
    guard kind == .conference, let limit = try limit() else { return try work() }
    let before = try editor.series(of: slug)
    let result = try work()
    guard try editor.keeps(limit, new ?? slug, series: before) else { throw Problem.outside(limit) }
    return result
  }
}

extension Problem {
  static func outside(_ limit: AccessToken.Limit) -> Problem {
    Problem(
      status: .forbidden, kind: .outsideLimit,
      detail:
        "The token is limited to the \(limit.kind.displayName) \"\(limit.slug)\", and the record is"
        + " not part of it.")
  }

  static let unconditional = Problem(
    status: .preconditionRequired, kind: .preconditionRequired,
    detail:
      "A change must name the version that it is based on: by If-Match with the ETag of the"
      + " record, or by ?if_revision= with its revision.")

  /// Returns the problem of rejected content, with all its errors.
  static func invalid(_ mistakes: [ParameterError]) -> Problem {
    let detail = mistakes.prefix(3).map { mistake in
      let place = mistake.pointer.flatMap { $0.isEmpty ? nil : $0 } ?? "The content"
      let isQuoted = mistake.value.map { mistake.expected.contains("\"\($0)\"") } ?? false
      let shown = mistake.code == "too-long" || isQuoted ? nil : mistake.value
      let value = shown.map { ", not \($0.prefix(60))" } ?? ""
      let text =
        mistake.code == "unknown-member"
        ? "There is no member \(place)." : "\(place) must be \(mistake.expected)\(value)."
      return text + (mistake.suggestion.map { " Did you mean \"\($0)\"?" } ?? "")
    }
    let more = mistakes.count > 3 ? " Further errors: \(mistakes.count - 3)." : ""
    return Problem(
      status: .unprocessableContent, kind: .invalidRecord,
      detail: detail.joined(separator: " ") + more, mistakes: mistakes)
  }

  /// Returns the problem of content that is not JSON.
  static func malformed(_ error: JSONError) -> Problem {
    var problem = Problem(
      status: .badRequest, kind: .malformedJson, detail: "The content is not JSON: \(error).")
    problem.members = [
      ("line", .integer(Int64(error.line))), ("column", .integer(Int64(error.column))),
    ]
    return problem
  }

  static func taken(_ kind: String, _ slug: String, _ url: String) -> Problem {
    var problem = Problem(
      status: .conflict, kind: .idTaken,
      detail: "The \(kind) \"\(slug)\" already exists: \(url).")
    problem.members = [("url", .string(url))]
    return problem
  }
}

extension ParameterError {
  init(_ mistake: InputMistake) {
    let json = mistake.value.flatMap { try? JSONParser.parse(Array($0.utf8)) }
    self.init(
      parameter: "", value: json?.string ?? mistake.value, code: mistake.code,
      expected: mistake.expected, suggestion: mistake.suggestion, pointer: mistake.pointer)
  }
}
