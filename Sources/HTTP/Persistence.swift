/// Persistence of connections (RFC 9112 section 9.3).
public enum Persistence {
  /// Whether the client keeps the connection: in HTTP/1.1 unless it sends `close`, in HTTP/1.0 only
  /// if it sends `keep-alive`.
  public static func keepsAlive(_ request: Request) -> Bool {
    var keepAlive = false
    for line in request.fields.lines where line.name == .connection {
      if line.value.hasListElement("close") { return false }
      if line.value.hasListElement("keep-alive") { keepAlive = true }
    }
    return request.version.minor >= 1 || keepAlive
  }
}

/// The expectation of a request (RFC 9110 section 10.1.1).
public enum Expectation: Equatable, Sendable {
  case none
  /// The client waits for 100 (Continue) before it sends the content.
  case `continue`
  /// An unsupported expectation (417).
  case unknown

  /// Reads the list in Expect; ignores it for HTTP/1.0, which has no 100.
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
