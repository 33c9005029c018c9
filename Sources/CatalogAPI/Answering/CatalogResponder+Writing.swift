import Catalog
import Dispatch
import HTTP

extension CatalogResponder {
  /// Handles a request whose method is neither GET nor HEAD.
  func act(
    _ request: Request, _ reply: @escaping @Sendable (Response) -> Void
  ) -> Response? {
    let route: Router.Route
    switch self.route(request) {
    case .failure(let refusal): return refusal.response
    case .success(let found): route = found
    }
    let token: AccessToken?
    let admission = admitted(request, route)
    let known: AccessToken? = if case .success(let found) = admission { found } else { nil }
    let verdict = configuration.writeRate.map {
      configuration.limiter.take(1, of: $0, client: Self.client(known, request))
    }
    if let refusal = verdict.flatMap({ tooMany($0, request) }) { return refusal }
    switch admission {
    case .failure(let refusal):
      var response = refusal.response
      verdict?.apply(to: &response.fields)
      return response
    case .success(let found): token = found
    }
    let reply: @Sendable (Response) -> Void = { response in
      var response = response
      verdict?.apply(to: &response.fields)
      reply(response)
    }
    guard case .write(let prepare) = route.endpoint.effect else {
      return stream(request, route, reply)
    }
    let write = WriteRequest(
      routed: routed(request, route), origin: origin(of: request, route.endpoint, token),
      token: token)
    let store = current.store
    let logServerError = configuration.logServerError
    let queue = preparation
    let keys = configuration.keysUnderWay
    queue.async {
      let work: WriteWork
      let key: IdempotencyKey?
      do {
        _ = try write.choice.form(of: route.endpoint, accept: request.fields[.accept])
        let found = try IdempotencyKey(write)
        let prepared = try prepare(write)
        key = found
        work = { context in try found?.run(context, prepared) ?? prepared(context) }
      } catch {
        return reply(
          Self.response(
            toWrite: .failure(error), request, baseURL: write.baseURL,
            logServerError: logServerError))
      }
      KeysUnderWay.begin(key?.name, in: keys, on: queue, until: .now() + KeysUnderWay.patience) {
        store.edit(write.origin, now: write.now) { editor in
          try work(WriteContext(write: write, editor: editor))
        } then: { result in
          keys.end(key?.name)
          reply(
            Self.response(
              toWrite: result, request, baseURL: write.baseURL, logServerError: logServerError))
        }
      } orElse: {
        reply(
          Self.response(
            toWrite: .failure(Problem.keyUnderWay), request, baseURL: write.baseURL,
            logServerError: logServerError))
      }
    }
    return nil
  }

  /// Hands a request to a streaming operation, which calls `reply` itself.
  func stream(
    _ request: Request, _ route: Router.Route, _ reply: @escaping @Sendable (Response) -> Void
  ) -> Response? {
    guard case .stream(let handle) = route.endpoint.effect else {
      return notAllowed(request, [])
    }
    let stream = StreamRequest(routed: routed(request, route), served: served, reply: reply)
    whenReached(request, reply) { handle(stream) }
    return nil
  }

  private func routed(_ request: Request, _ route: Router.Route) -> RoutedRequest {
    RoutedRequest(
      request: request, route: route, choice: RepresentationChoice(request.target, router),
      baseURL: baseURL(request), now: configuration.now(), configuration: configuration)
  }

  /// Calls `begin` once the data has reached the revision in `min_revision`; replies 503 if it does
  /// not.
  func whenReached(
    _ request: Request, _ reply: @escaping @Sendable (Response) -> Void,
    _ begin: @escaping @Sendable () -> Void
  ) {
    guard let query = request.target.rawQuery, query.contains("min_revision="),
      let items = try? Query.parse(query),
      let wanted = items.first(where: { $0.name == "min_revision" }).flatMap({ Int($0.value) }),
      wanted > current.store.revision
    else { return begin() }
    configuration.changes.whenReached(wanted, of: served) { isReached in
      guard !isReached else { return begin() }
      reply(
        Problem(
          status: .serviceUnavailable, kind: .revisionNotReached,
          detail:
            "The data of this server does not have revision \(wanted) yet. Repeat the request"
            + " after Retry-After seconds."
        ).response(to: request))
    }
  }

  /// Returns why the operation does not admit a request; nil if it does.
  func refusal(of request: Request, _ route: Router.Route) -> Response? {
    if case .failure(let refusal) = admitted(request, route) { refusal.response } else { nil }
  }

  /// Returns the token of a request, or why its operation does not admit it.
  ///
  /// Does not read the content.
  func admitted(_ request: Request, _ route: Router.Route) -> Result<AccessToken?, Refusal> {
    func refused(_ response: Response) -> Result<AccessToken?, Refusal> {
      .failure(Refusal(response: readable(response, request)))
    }
    if let refusal = refusalOfTokenInURL(request) { return refused(refusal) }
    let token: AccessToken?
    do {
      token = try authorize(request, route.endpoint)
    } catch {
      return refused(error.response(to: request))
    }
    if let body = route.endpoint.body {
      if let coding = request.fields[.contentEncoding], coding.lowercased() != "identity" {
        return refused(unsupported(coding: coding, request))
      }
      let type = request.fields[.contentType].flatMap { MediaType.parse($0) }
      guard type.map({ type in body.types.contains { $0.isSameKind(as: type) } }) ?? false else {
        return refused(unsupported(body, request))
      }
    }
    return .success(token)
  }

  /// Refuses content that would have to be decoded before it is read (RFC 9110 section 15.5.16).
  private func unsupported(coding: String, _ request: Request) -> Response {
    var response = Problem(
      status: .unsupportedMediaType, kind: .unsupportedMediaType,
      detail: "The content must have no Content-Encoding, not \"\(coding.prefix(60))\"."
    ).response(to: request)
    response.fields[.acceptEncoding] = "identity"
    return response
  }

  private func unsupported(_ body: RequestBody, _ request: Request) -> Response {
    let names = body.types.map(\.description).joined(separator: ", ")
    let given = request.fields[.contentType].map { "not \"\($0.prefix(60))\"" }
    var response = Problem(
      status: .unsupportedMediaType, kind: .unsupportedMediaType,
      detail: "Content-Type must be \(names.replacing(", ", with: " or ")),"
        + " \(given ?? "but is missing")."
    ).response(to: request)
    switch request.method {
    case .patch: response.fields["Accept-Patch"] = names
    case .post: response.fields["Accept-Post"] = names
    default: response.fields[.accept] = names
    }
    return response
  }

  private func origin(
    of request: Request, _ operation: Operation, _ token: AccessToken?
  ) -> WriteOrigin {
    WriteOrigin(
      action: operation.action, actor: token?.name, hidesActor: token?.isPrivate ?? false,
      via: operation.body?.isImport == true ? .import : .http, requestID: request.id,
      address: request.peer, reason: reason(of: request))
  }

  /// Returns the reason for a change, from the field X-Reason or else the parameter `reason`; at
  /// most 500 characters.
  private func reason(of request: Request) -> String? {
    let query = request.target.rawQuery.flatMap { try? Query.parse($0) } ?? []
    let text = request.fields["X-Reason"] ?? query.first { $0.name == "reason" }?.value
    return text.map { String($0.prefix(500)) }
  }

  /// Returns the response of a write, or the problem that stopped it.
  static func response(
    toWrite result: Result<Response, any Error>, _ request: Request, baseURL: String,
    logServerError: (String) -> Void
  ) -> Response {
    var response: Response
    switch result {
    case .failure(let moved as RecordMoved):
      let url = baseURL + moved.path
      response = Problem(
        status: .permanentRedirect, kind: .moved, detail: "The record has moved to \(url)."
      ).response(to: request)
      response.fields[.location] = url
    case .failure(let undone as DryRunRollback): response = undone.response
    case .failure(let error):
      let fault = CatalogFault(error)
      if let fault, ![.busy, .overBudget].contains(fault) {
        logServerError("request \(request.id): nothing was written: \(error)")
      }
      response =
        Problem.unwritten(fault)?.response(to: request)
        ?? result.response(to: request, logServerError: logServerError)
    case .success(let success): response = success
    }
    if response.status == .conflict, case .failure(let problem as Problem) = result,
      problem.kind == .idempotencyKeyUnderWay
    {
      response.fields[.retryAfter] = "1"
    }
    response.fields[.cacheControl] = "no-store"
    return response
  }
}

extension Problem {
  /// Returns the problem of a fault with a text of its own for writes; nil for any other fault.
  fileprivate static func unwritten(_ fault: CatalogFault?) -> Problem? {
    switch fault {
    case .diskFull:
      Problem(
        status: .insufficientStorage, kind: .diskFull,
        detail:
          "The disk is full: nothing was written. Repeat the request after Retry-After seconds.")
    case .busy:
      Problem(
        status: .serviceUnavailable, kind: .busy,
        detail: "Too many writes are waiting. Repeat the request after Retry-After seconds.")
    case .unavailable, .unwritable:
      Problem(
        status: .serviceUnavailable, kind: .dataUnavailable,
        detail:
          "The database cannot be written at the moment: nothing was changed. Repeat the request"
          + " after Retry-After seconds.")
    case .overBudget, .damaged, nil: nil
    }
  }
}
