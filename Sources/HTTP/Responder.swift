/// What answers requests.
///
/// One is made for each event loop and used on that loop only, so it may keep unshared state such
/// as a cache.
public protocol Responder: AnyObject {
  /// Says what to do with a request's content before it is read; `head.body` is still empty.
  /// Called only for a request that announces content.
  func admit(_ head: Request) -> Admission

  /// Answers at once, on the loop, or returns nil and calls `reply` exactly once, from any queue.
  func respond(
    to request: Request, reply: @escaping @Sendable (Response) -> Void
  ) -> Response?

  /// Gets every answer that came by `reply`, on the loop, before it is sent: the place to keep it
  /// in a cache, and to turn it into a 304 or whatever this request must have. Called although
  /// the client is gone meanwhile.
  func conclude(_ response: Response, to request: Request) -> Response

  /// Words the answer to a request that the engine itself refuses (malformed, too large, too
  /// slow, too many connections). `detail` is safe to show.
  func refuse(_ status: Status, detail: String, requestID: String) -> Response
}

/// What is to be done with a request's content.
public enum Admission: Sendable {
  /// Read it and hand it on; over `limit` bytes, or over the limit of all messages, is answered 413.
  case read(limit: Int)
  /// The same where only `limit` holds, for the few that may send more.
  case readLarge(limit: Int)
  /// Answer without reading it.
  case answer(Response)
}
