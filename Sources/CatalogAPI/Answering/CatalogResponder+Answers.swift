import Catalog
import CatalogModel
import HTTP
import JSON

extension CatalogResponder {
  /// Returns responses that need no database: to /healthz, OPTIONS, and requests without an operation.
  func answerWithoutData(_ request: Request) -> Response? {
    switch request.method {
    case .get, .head:
      guard request.target.segments == ["healthz"] else { return nil }
      return shared(
        Response(
          .ok, fields: [.contentType: "application/json", .cacheControl: "no-store"],
          body: .bytes(ProbeEndpoints.healthy)), request)
    case .options: return options(request)
    default:
      guard case .failure(let refusal) = route(request) else { return nil }
      return refusal.response
    }
  }

  /// Returns the methods of a resource; for `*` those of all resources together.
  func options(_ request: Request) -> Response {
    let methods =
      request.target.rawPath == "*"
      ? router.methods
      : router.resource(RepresentationChoice(request.target, router).segments)?.resource.methods
        ?? [.get, .head, .options]
    guard CORS.isPreflight(request) else {
      return shared(Response(.noContent, fields: [.allow: Self.allow(methods)]), request)
    }
    var fields = configuration.cors.preflight(request, methods: methods)
    fields[.xContentTypeOptions] = "nosniff"
    return Response(.noContent, fields: fields)
  }

  private static func allow(_ methods: [HTTP.Method]) -> String {
    methods.map(\.rawValue).joined(separator: ", ")
  }

  struct Refusal: Error {
    var response: Response
  }

  /// Returns the operation of a request whose method is not GET.
  func route(_ request: Request) -> Result<Router.Route, Refusal> {
    guard Method.known.contains(request.method) else {
      return .failure(
        Refusal(
          response: readable(
            Problem(
              status: .notImplemented, kind: .unknownMethod,
              detail:
                "The method \"\(request.method)\" is not an HTTP method that this server knows."
            ).response(to: request), request)))
    }
    guard
      let (resource, captures) = router.resource(
        RepresentationChoice(request.target, router).segments)
    else { return .failure(Refusal(response: readable(notFound(request), request))) }
    guard let operation = resource.operation(request.method) else {
      return .failure(Refusal(response: notAllowed(request, resource.methods)))
    }
    return .success(Router.Route(endpoint: operation, captures: captures))
  }

  func notAllowed(_ request: Request, _ methods: [HTTP.Method]) -> Response {
    let path = request.target.rawPath
    let detail =
      methods == [.get, .head, .options]
      ? "\(path) is read-only. Use GET or HEAD."
      : "\(path) does not support \(request.method). Use \(Self.allow(methods))."
    var response = Problem(status: .methodNotAllowed, kind: .methodNotAllowed, detail: detail)
      .response(to: request)
    response.fields[.allow] = Self.allow(methods)
    return readable(response, request)
  }

  /// Returns a refusal with CORS fields as for GET.
  ///
  /// It reveals no data, so every page that may read may see it.
  func readable(_ response: Response, _ request: Request) -> Response {
    var reading = request
    reading.method = .get
    return shared(response, reading)
  }

  /// Returns the response to a request while the database is damaged, and to /readyz while its file
  /// is missing or invalid; nil if the request is answered as usual.
  func refusal(of request: Request, _ condition: ServedCatalog.Condition) -> Response? {
    let path = request.target.segments
    switch condition {
    case .sound: return nil
    case .detached where path == ["readyz"]:
      return ProbeEndpoints.notReady(
        "The database file was removed, or replaced by an invalid one."
      ).response(to: request)
    case .detached: return nil
    case .damaged where path == ["readyz"]:
      return ProbeEndpoints.notReady("The database is damaged.").response(to: request)
    case .damaged where path == ["metrics"]:
      return ProbeEndpoints.metrics.withoutData?(
        request, configuration.probes, served.state.store.revision)
    case .damaged: return Problem.damaged.response(to: request)
    }
  }

  func notFound(_ request: Request) -> Response {
    let segments = request.target.segments
    return Problem.notFound(
      "page", "/" + segments.joined(separator: "/"), nearest: pages(nearestTo: segments)
    ).response(to: request)
  }

  private func pages(nearestTo segments: [String]) -> [String] {
    let pages = router.readable.map(\.path).filter { !$0.contains("{") }
    func page(_ name: String) -> String? {
      let path = "/\(Self.synonyms[name] ?? name)"
      return pages.contains(path)
        ? path : Suggestion.nearest(to: path, among: pages, limit: 1).first
    }
    guard let last = segments.last else { return [] }
    if segments.count == 3, let name = Self.synonyms[last] ?? Self.partSynonyms[last],
      router.readable.contains(where: {
        $0.path.hasPrefix("/\(segments[0])/{") && $0.segments.last == name
      })
    {
      // "/conferences/vldb-2026/cfp" names a list that belongs to a record.
      return ["/\(segments[0])/\(PercentEncoding.encode(segments[1]))/\(name)"]
    }
    if segments.count == 2, segments[0] == "search" {
      return ["/search?q=\(PercentEncoding.encode(last))"]
    }
    if pages.contains("/\(last)") { return ["/\(last)"] }
    if segments.count == 1, let other = Self.pageSynonyms[last.prefix { $0 != "." }.lowercased()] {
      return [other]
    }
    // "/topic/nlp" names a record of a collection.
    if let collection = segments.dropLast().last.flatMap(page) {
      return ["\(collection)/\(PercentEncoding.encode(last))"]
    }
    return page(last).map { [$0] } ?? []
  }

  /// Other names of collections.
  private static let synonyms = [
    "event": "conferences", "events": "conferences", "talk": "sessions", "talks": "sessions",
    "papers": "sessions", "people": "speakers", "author": "speakers", "authors": "speakers",
    "cfp": "deadlines", "cfps": "deadlines", "tags": "topics", "cities": "places",
    "countries": "places", "regions": "places",
  ]
  /// Other names of lists that belong to a record.
  private static let partSynonyms = [
    "program": "schedule", "programme": "schedule", "agenda": "schedule", "timetable": "schedule",
    "editions": "conferences", "events": "conferences", "upcoming": "next",
  ]
  /// Other names of pages without parameters.
  private static let pageSynonyms = [
    "calendar": "/conferences.ics", "feed": "/conferences.atom", "rss": "/conferences.atom",
    "atom": "/conferences.atom", "swagger": "/openapi.json", "openapi": "/openapi.json",
    "status": "/healthz", "health": "/healthz", "api": "/",
  ]

  /// Returns the response with the fields that let pages of other origins read it (CORS) and that
  /// forbid browsers to guess its media type.
  func shared(_ response: Response, _ request: Request) -> Response {
    var response = response
    response.fields[.xContentTypeOptions] = "nosniff"
    if request.isFromReaderOfPages, let control = response.fields[.cacheControl] {
      // A cache shared with clients that send the same Accept field must not store this response.
      response.fields[.cacheControl] = control.replacing("public", with: "private")
    }
    configuration.cors.apply(to: &response.fields, for: request)
    return response
  }

  /// Adds the CORS fields if they depend on the origin, since the cached response then lacks them.
  func sharedIfListed(_ response: Response, _ request: Request) -> Response {
    configuration.cors.readersAreAny ? response : shared(response, request)
  }

  func conditional(_ response: Response, _ request: Request) -> Response {
    guard Preconditions.areStated(in: request) else { return response.part(for: request) }
    let now = HTTPDate(seconds: configuration.now().seconds)
    var current = Preconditions.Current(
      entityTag: response.fields[.etag].flatMap { EntityTag.parse($0) },
      lastModified: response.fields[.lastModified].flatMap { HTTPDate.parse($0, now: now) })
    switch Preconditions.evaluate(request, current: current, now: now) {
    case .proceed:
      // A representation in the other content coding is as current as one in this coding.
      guard request.fields[.ifNoneMatch] != nil,
        let other = current.entityTag.flatMap(ContentCoding.other)
      else { return response.part(for: request) }
      current.entityTag = other
      guard Preconditions.evaluate(request, current: current, now: now) == .notModified else {
        return response.part(for: request)
      }
      return notModified(response, other)
    case .failed:
      return shared(
        Problem(
          status: .preconditionFailed, kind: .preconditionFailed,
          detail:
            "If-Match or If-Unmodified-Since does not match the current response. Request it again"
            + " for its current ETag."
        ).response(to: request), request)
    case .notModified: return notModified(response, current.entityTag)
    }
  }

  private func notModified(_ response: Response, _ tag: EntityTag?) -> Response {
    var answer = Response(.notModified, fields: response.fields)
    answer.fields[.contentType] = nil
    answer.fields[.contentEncoding] = nil
    answer.fields[.etag] = tag?.description
    if case .stream(let producer) = response.body { producer.cancel() }
    return answer
  }

  func baseURL(_ request: Request) -> String {
    if let base = configuration.baseURL { return base }
    return request.scheme + "://" + (request.authority.isEmpty ? "localhost" : request.authority)
  }
}
