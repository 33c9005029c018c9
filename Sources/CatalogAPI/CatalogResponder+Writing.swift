import Catalog
import Dispatch
import HTTP
import SQLite

extension CatalogResponder {
  /// Does what a method other than GET asks for.
  func act(
    _ request: Request, _ reply: @escaping @Sendable (Response) -> Void
  ) -> Response? {
    let route: Router.Route
    switch self.route(request) {
    case .failure(let refusal): return refusal.response
    case .success(let found): route = found
    }
    if let refusal = refusal(of: request, route) { return refusal }
    guard case .write(let prepare) = route.endpoint.effect else {
      return stream(request, route, reply)
    }
    let choice = FormChoice(request.target, router)
    let write = WriteRequest(
      request: request, operation: route.endpoint, captures: route.captures, choice: choice,
      baseURL: baseURL(request), now: configuration.now(), configuration: configuration,
      origin: origin(of: request))
    let store = current.store
    let complain = configuration.complain
    preparation.async {
      let work: WriteWork
      do {
        _ = try choice.form(of: route.endpoint, accept: request.fields[.accept])
        work = try prepare(write)
      } catch {
        return reply(Self.response(toWrite: .failure(error), request, complain: complain))
      }
      store.edit(write.origin, now: write.now) { editor in
        try work(WriteContext(write: write, editor: editor))
      } then: { result in
        reply(Self.response(toWrite: result, request, complain: complain))
      }
    }
    return nil
  }

  /// Hands a request to an operation that answers when it likes.
  func stream(
    _ request: Request, _ route: Router.Route, _ reply: @escaping @Sendable (Response) -> Void
  ) -> Response? {
    guard case .stream(let handle) = route.endpoint.effect else {
      return notAllowed(request, [])
    }
    handle(
      StreamRequest(
        request: request, operation: route.endpoint, captures: route.captures,
        choice: FormChoice(request.target, router), baseURL: baseURL(request),
        now: configuration.now(), configuration: configuration, served: served,
        store: current.store, reply: reply))
    return nil
  }

  /// Why a request may not be handed to its operation; nil if it may.
  ///
  /// Nothing of its body is needed.
  func refusal(of request: Request, _ route: Router.Route) -> Response? {
    if let body = route.endpoint.body {
      let type = request.fields[.contentType].flatMap { MediaType.parse($0) }
      guard type.map({ type in body.types.contains { $0.isSameKind(as: type) } }) ?? false else {
        return shared(unsupported(body, request), request)
      }
    }
    return nil
  }

  private func unsupported(_ body: RequestBody, _ request: Request) -> Response {
    let names = body.types.map(\.description).joined(separator: ", ")
    let given = request.fields[.contentType].map { "not \"\($0.prefix(60))\"" }
    var response = Problem(
      status: .unsupportedMediaType, kind: "unsupported-media-type",
      detail: "Content-Type must be \(names.replacing(", ", with: " or ")),"
        + " \(given ?? "and is missing")."
    ).response(to: request)
    switch request.method {
    case .patch: response.fields["Accept-Patch"] = names
    case .post: response.fields["Accept-Post"] = names
    default: response.fields[.accept] = names
    }
    return response
  }

  private func origin(of request: Request) -> WriteOrigin {
    WriteOrigin(
      via: .http, requestID: request.id, address: request.peer, reason: request.fields["X-Reason"])
  }

  /// What a write has come to, or the problem that it met.
  static func response(
    toWrite result: Result<Response, any Error>, _ request: Request, complain: (String) -> Void
  ) -> Response {
    var response: Response
    switch result {
    case .failure(DatabaseError.diskFull):
      response = Problem(
        status: .insufficientStorage, kind: "disk-full",
        detail:
          "The disk is full: nothing was written. Repeat the request after Retry-After seconds."
      ).response(to: request)
    case .failure(DatabaseError.busy):
      response = Problem(
        status: .serviceUnavailable, kind: "busy",
        detail: "Too many writes are waiting. Repeat it after Retry-After seconds."
      ).response(to: request)
    case .failure(DatabaseError.locked), .failure(DatabaseError.diskFailed),
      .failure(DatabaseError.readOnlyFile), .failure(DatabaseError.readOnly),
      .failure(DatabaseError.closed), .failure(DatabaseError.cannotOpen):
      response = Problem(
        status: .serviceUnavailable, kind: "data-unavailable",
        detail: "The database cannot be written now: nothing was changed. Repeat the request after"
          + " Retry-After seconds."
      ).response(to: request)
    default: response = Self.response(result, request, complain: complain)
    }
    response.fields[.cacheControl] = "no-store"
    return response
  }
}
