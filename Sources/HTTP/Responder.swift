/// A handler of requests.
///
/// Each event loop creates its own and uses it on its queue only, so it may have unshared state
/// such as a cache.
public protocol Responder: AnyObject {
  /// Decides what to do with a request's content before it is read; `head.body` is still empty.
  /// Called only for a request with content.
  func admit(_ head: Request) -> Admission

  /// Returns the response, on the loop, or returns nil and calls `reply` exactly once, from any
  /// queue.
  func respond(
    to request: Request, reply: @escaping @Sendable (Response) -> Void
  ) -> Response?

  /// Completes every response from `reply`, on the loop, before it is sent, for example caches it
  /// or turns it into a 304. Called even if the client has disconnected.
  func finalize(_ response: Response, for request: Request) -> Response

  /// Returns the response to a request that the server itself rejects (malformed, too large, too
  /// slow, too many connections). `detail` is safe to show.
  func makeErrorResponse(_ status: Status, detail: String, requestID: String) -> Response
}

/// What the server does with a request's content.
public enum Admission: Sendable {
  /// Read the content; answer 413 beyond `limit` bytes or the limit of all messages.
  case read(limit: Int)
  /// Read the content; only `limit` applies, for operations that accept more.
  case readLarge(limit: Int)
  /// Respond without reading the content.
  case answer(Response)
}
