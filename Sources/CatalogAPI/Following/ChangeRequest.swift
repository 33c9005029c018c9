import Catalog
import CatalogForm
import HTTP
import JSON

/// A request for changes, which can be read again from another cursor.
struct ChangeRequest: WaitingRequest {
  private let stream: StreamRequest
  private let representation: Representation
  let isEventStream: Bool
  /// The cursor to read from; nil for that of the query.
  var cursor: String?
  private let readRequest: CatalogRead
  private let coding: ContentCoding

  static let eventStream = MediaType("text", "event-stream")

  /// - Throws: `Problem` if no response has a media type that the client accepts.
  init(_ stream: StreamRequest) throws(Problem) {
    self.stream = stream
    let request = stream.request
    let accept = request.fields[.accept] ?? ""
    isEventStream =
      stream.choice.suffix.isEmpty && accept.contains(Self.eventStream.description)
      && Negotiation.choose([.json, Self.eventStream], accept: accept) == 1
    representation =
      try isEventStream
      ? .json : stream.choice.form(of: stream.operation, accept: request.fields[.accept])
    // A browser that reconnects repeats the URL with the cursor of the first request.
    cursor = isEventStream ? request.fields["Last-Event-ID"] : nil
    readRequest = ResolvedRequest.readRequest(
      for: request, AnswerKey(request),
      stream.route, stream.choice.query, representation,
      recordBytes: stream.configuration.recordBytes)
    coding = ContentCoding(request)
  }

  var request: Request { stream.request }
  var served: ServedCatalog { stream.served }
  private var hub: ChangeHub { stream.configuration.changes }

  var group: String {
    "\(cursor ?? "") \(isEventStream) \(representation.name) \(stream.baseURL)"
      + " \(stream.choice.query ?? "")"
  }

  /// Reads the changes after the cursor.
  func read(then: @escaping @Sendable (Result<ChangeAnswer, any Error>) -> Void) {
    served.state.store.read(for: readRequest, { try answer($0) }, then: then)
  }

  private func answer(_ reader: CatalogReader) throws -> ChangeAnswer {
    var routed = stream.routed
    routed.now = routed.configuration.now()
    if representation.isPage { routed.choice.removeEmptyItems() }
    let path = "/" + routed.choice.segments.joined(separator: "/")
    let call = routed.call(routed.arguments(path: path), on: reader, path: path)
    do {
      let changes = try ChangeList(call, cursor: cursor, isPage: representation.isPage)
      let content =
        try representation.isPage
        ? ChangesPage(routed.route, changes).bytes
        : isEventStream ? changes.events : json(changes, call)
      return ChangeAnswer(
        content: content,
        isEmpty: changes.isEmpty, hasMore: changes.page.hasMore, revision: call.reader.revision,
        checkpoint: changes.checkpoint, wait: changes.wait)
    } catch let problem as Problem {
      throw problem.explained(by: stream.operation)
    }
  }

  private func json(_ changes: ChangeList, _ call: RequestContext) throws -> [UInt8] {
    let bytes = changes.json
    try call.limits.check(bytes: bytes.count)
    return (call.arguments.isPretty ? JSONText.indented(bytes) : bytes) + [0x0a]
  }

  // MARK: Responses

  /// Responds at once, waits for a change, or begins a stream.
  func respond() {
    read { result in
      switch result {
      case .success(let answer) where isEventStream: begin(answer)
      case .success(let answer):
        guard answer.isEmpty, let seconds = answer.wait else {
          return stream.reply(response(answer))
        }
        hub.perform { hub in
          let poll = Poll(answer, stream.reply)
          let waiter = ChangeWaiter(self, answer, .poll(poll))
          if hub.add(waiter, alarmAfter: seconds) == nil {
            stream.reply(Problem.tooManyWaiting.response(to: request))
          }
        }
      case .failure(let problem as Problem) where isEventStream && problem.status == .gone:
        stream.reply(eventResponse(.bytes(reset(problem))))
      case .failure(let error):
        served.note(error, generation: served.generation)
        stream.reply(
          Result<Response, any Error>.failure(error)
            .response(to: request, logServerError: stream.configuration.logServerError))
      }
    }
  }

  private func begin(_ answer: ChangeAnswer) {
    hub.perform { hub in
      let first = Array("retry: 2000\n\n".utf8) + answer.content
      let waiter = ChangeWaiter(self, answer, .stream(EventQueue(first)))
      guard let number = hub.add(waiter, alarmAfter: ChangeHub.commentInterval) else {
        return stream.reply(Problem.tooManyWaiting.response(to: request))
      }
      stream.reply(eventResponse(.stream(EventStream(hub, number))))
    }
  }

  func response(_ answer: ChangeAnswer) -> Response {
    var response = Response(
      .ok,
      fields: [
        .contentType: representation.mediaType.description, .xRevision: String(answer.revision),
        .vary: "Accept, Accept-Encoding, Prefer", .cacheControl: "no-store",
      ], body: .bytes(answer.content))
    response.fields.append(representation.fields)
    coding.apply(to: &response)
    return response
  }

  private func eventResponse(_ body: Body) -> Response {
    Response(
      .ok,
      fields: [
        .contentType: Self.eventStream.description, .cacheControl: "no-store",
        "X-Accel-Buffering": "no",
      ], body: body)
  }

  func reset(_ problem: Problem) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("export", "\(stream.baseURL)\(ChangeList.exportPath)")
      json.member("detail", problem.detail)
    }
    return Array("event: reset\ndata: ".utf8) + json.bytes + Array("\n\n".utf8)
  }
}

extension Problem {
  static let tooManyWaiting = Problem(
    status: .serviceUnavailable, kind: .busy,
    detail: "Too many requests wait for changes. Repeat the request after Retry-After seconds.")
}
