/// Whether a connection goes on after a request (RFC 9112 section 9.3).
public enum Persistence {
  /// What the client wants: on 1.1 it goes on unless `close` is asked for, on 1.0 only if
  /// `keep-alive` is.
  public static func keepsAlive(_ request: Request) -> Bool {
    var keepAlive = false
    for line in request.fields.lines where line.name == .connection {
      if line.value.hasListElement("close") { return false }
      if line.value.hasListElement("keep-alive") { keepAlive = true }
    }
    return request.version.minor >= 1 || keepAlive
  }
}

/// What a client waits for before it sends its content (RFC 9110 section 10.1.1).
public enum Expectation: Equatable, Sendable {
  case none
  /// 100 (Continue) is to be sent when the content is wanted.
  case `continue`
  /// Something that is not understood: 417.
  case unknown

  /// Expect is a list; an HTTP/1.0 client cannot wait for a 100, so what it expects is ignored.
  public static func of(_ request: Request) -> Expectation {
    guard request.version.minor >= 1 else { return .none }
    var found = Expectation.none
    for line in request.fields.lines where line.name == .expect {
      for element in line.value.split(separator: ",") {
        let element = element.trimmingBlanks()
        if element.isEmpty { continue }
        guard element.equalsIgnoringCase("100-continue") else { return .unknown }
        found = .continue
      }
    }
    return found
  }
}
