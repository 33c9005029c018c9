public import Catalog
import CatalogModel
import Dispatch
public import HTTP
import JSON

/// Responds to the API's requests: routes them and looks them up in the cache on the event loop,
/// and produces other responses on a reader's queue.
public final class CatalogResponder: Responder {
  let served: ServedCatalog
  /// The served catalog as this loop knows it; each request brings it up to date.
  private(set) var current: ServedCatalog.State
  let configuration: APIConfiguration
  let router: Router
  private var cache: ResponseCache
  private let counts: AnswerCounts
  /// The queue on which writes are prepared: it reads and checks their content without blocking the
  /// loop.
  let preparation = DispatchQueue(label: "catalog.preparation")

  /// Creates a responder for one store.
  ///
  /// Each event loop needs a responder of its own.
  public convenience init(
    _ store: CatalogStore, configuration: APIConfiguration = APIConfiguration()
  ) {
    self.init(ServedCatalog(store), configuration: configuration)
  }

  /// Creates a responder for a catalog whose database file may be replaced.
  ///
  /// Each event loop needs a responder of its own.
  public convenience init(
    _ served: ServedCatalog, configuration: APIConfiguration = APIConfiguration()
  ) {
    self.init(served, configuration: configuration, operations: AllEndpoints.list)
  }

  init(_ served: ServedCatalog, configuration: APIConfiguration, operations: [Operation]) {
    self.served = served
    current = served.state
    self.configuration = configuration
    router = Router(operations)
    cache = ResponseCache(capacity: configuration.cacheBytes)
    counts = configuration.probes.counts()
  }

  public func admit(_ head: Request) -> Admission {
    let head = configuration.proxies.resolve(head)
    switch head.method {
    case .get, .head: return .read(limit: Self.unusedBody)
    case .options: return .answer(options(head))
    default: break
    }
    let route: Router.Route
    switch self.route(head) {
    case .failure(let refusal): return .answer(refusal.response)
    case .success(let found): route = found
    }
    guard let body = route.endpoint.body else { return .read(limit: Self.unusedBody) }
    if let refusal = refusal(of: head, route) { return .answer(countedRefusal(refusal, head)) }
    return body.isImport ? .readLarge(limit: configuration.importBytes) : .read(limit: .max)
  }

  /// The limit for content that the operation ignores, in bytes.
  private static let unusedBody = 65_536

  public func respond(
    to request: Request, reply: @escaping @Sendable (Response) -> Void
  ) -> Response? {
    let request = configuration.proxies.resolve(request.withOriginTags.withPageAccept)
    let verdict = countRead(request)
    let refusal = verdict.flatMap { tooMany($0, request) }
    guard let response = refusal ?? answer(request, reply) else { return nil }
    counts.add(status: response.status.code)
    return refusal == nil ? countedRead(response, request) : response
  }

  private func answer(
    _ request: Request, _ reply: @escaping @Sendable (Response) -> Void
  ) -> Response? {
    if let response = answerWithoutData(request) { return response }
    refresh()
    if let response = refusal(of: request, current.condition) { return shared(response, request) }
    return request.method == .get || request.method == .head
      ? read(request, reply) : act(request, reply)
  }

  private func read(
    _ request: Request, _ reply: @escaping @Sendable (Response) -> Void
  ) -> Response? {
    let store = current.store
    let key = AnswerKey(request)
    let now = configuration.now()
    if let cached = cache.response(key, revision: store.revision, now: now) {
      counts.hits.add()
      return sharedIfListed(conditional(cached, request), request)
    }
    if let response = confirmed(request, key, now: now) { return response }
    if let held = configuration.ranges.response(
      key, revision: store.revision, generation: current.generation, now: now,
      isForRange: request.fields[.range] != nil)
    {
      counts.hits.add()
      return sharedIfListed(conditional(held, request), request)
    }
    let choice = RepresentationChoice(request.target, router)
    if let refusal = refusalOfTokenInURL(request) { return shared(refusal, request) }
    guard let (resource, captures) = router.resource(choice.segments) else {
      return shared(notFound(request), request)
    }
    guard let operation = resource.operation(.get) else {
      return notAllowed(request, resource.methods)
    }
    let route = Router.Route(endpoint: operation, captures: captures)
    if operation.scope != nil, let refusal = refusal(of: request, route) { return refusal }
    guard let reading = operation.reading else { return stream(request, route, reply) }
    let question: ResolvedRequest
    do throws(Problem) {
      let form = try choice.form(of: route.endpoint, accept: request.fields[.accept])
      question = ResolvedRequest(
        request, key, route, reading: reading, choice, form, baseURL: baseURL(request), now: now,
        endpoints: router.readable, configuration,
        onError: { [served, generation = current.generation] in
          served.note($0, generation: generation)
        })
    } catch {
      return shared(error.response(to: request), request)
    }
    let served = served
    let generation = current.generation
    let coding = ContentCoding(request)
    let configuration = configuration
    let revision = store.revision
    whenReached(request, reply) {
      store.read(for: question.readRequest) { reader in
        var question = question
        // The request may have waited for this reader.
        question.now = configuration.now()
        return try question.respond(reader, store, accepts: coding)
      } then: { result in
        if case .failure(let error) = result { served.note(error, generation: generation) }
        // Data that was read before the damage was noticed may be wrong as well.
        if served.generation != generation, case .damaged = served.state.condition {
          return reply(Problem.damaged.response(to: request))
        }
        if case .failure(let error) = result, !(error is Problem),
          let response = route.endpoint.withoutData?(request, configuration.probes, revision)
        {
          return reply(response)
        }
        var response = result.response(to: request, logServerError: configuration.logServerError)
        response.generation = generation
        configuration.ranges.gather(response, to: request, now: configuration.now(), reply)
      }
    }
    return nil
  }

  /// Returns the response to a conditional request if stored validators suffice to judge it: 304 or
  /// 412.
  ///
  /// Returns nil if the response must be made.
  private func confirmed(_ request: Request, _ key: AnswerKey, now: Instant) -> Response? {
    guard Preconditions.areStated(in: request),
      let fields = configuration.validators.fields(
        key, revision: current.store.revision, generation: current.generation, now: now)
    else { return nil }
    let response = conditional(Response(.ok, fields: fields), request)
    guard response.status != .ok else { return nil }
    counts.hits.add()
    return sharedIfListed(response, request)
  }

  /// Takes over the new state if the database file or its condition has changed, and empties the
  /// cache.
  private func refresh() {
    guard served.generation != current.generation else { return }
    current = served.state
    cache = ResponseCache(capacity: configuration.cacheBytes)
    configuration.probes.setTroubled(current.condition != .sound)
  }

  public func finalize(_ response: Response, for request: Request) -> Response {
    let request = configuration.proxies.resolve(request.withOriginTags.withPageAccept)
    let response = countedRead(concluded(response, request), request)
    counts.misses.add()
    counts.add(status: response.status.code)
    return response
  }

  private func concluded(_ response: Response, _ request: Request) -> Response {
    // Fields that are the same for every origin are cached with the response.
    var response = configuration.cors.readersAreAny ? shared(response, request) : response
    response.shortenMaxAge(now: configuration.now())
    guard response.status == .ok, let revision = response.revision else {
      return sharedIfListed(response, request)
    }
    if response.fields[.cacheControl] != "no-store", response.generation == current.generation {
      let key = AnswerKey(request)
      configuration.validators.note(&response, key, revision: revision)
      cache.keep(response, for: key, revision: revision)
      configuration.ranges.keep(response, for: key)
      counts.bytes.set(cache.bytes)
    }
    return sharedIfListed(conditional(response, request), request)
  }

  public func makeErrorResponse(_ status: Status, detail: String, requestID: String) -> Response {
    let problem = Problem(status: status, kind: .refused, detail: detail)
    // No request could be read, so the fields are those for a request without an origin.
    return shared(
      problem.response(instance: "/", id: requestID), Request(method: .get, target: .asterisk))
  }
}
