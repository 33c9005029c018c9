@testable import HTTPServer

/// A simulated client that checks its responses.
final class SimulatedClient {
  /// A good client reads and sends whenever it can; it must get a response to every request.
  let isGood: Bool
  let socket: SimulatedSocket
  private let chance: Chance
  private let maximumSize: Int
  private var outgoing: [UInt8] = []
  private var sent = 0
  /// Requests in order, with their end in `outgoing`.
  private var requests: [(request: SimulatedRequest, end: Int)] = []
  private var answered = 0
  private var reader = ResponseReader()
  /// A response has announced that the connection closes, or the last request is composed.
  private var isClosing = false
  private var isComposed = false
  /// The server rejected a HEAD request before reading it, so the error response has content.
  private var wasRefusedHead = false
  private(set) var isDone = false

  init(_ socket: SimulatedSocket, _ chance: Chance, isGood: Bool, maximumSize: Int) {
    self.socket = socket
    self.chance = chance
    self.isGood = isGood
    self.maximumSize = maximumSize
  }

  /// Complete requests without a response.
  private var hasOpenRequest: Bool { answered < requests.count && requests[answered].end <= sent }
  var isWaiting: Bool { hasOpenRequest }
  private var hasUnsent: Bool { sent < outgoing.count }

  /// Adds a request to what is to be sent, unless the connection is about to close.
  func compose(_ kind: SimulatedRequest.Kind? = nil, number: Int) {
    guard !isClosing, !isComposed, !isDone, requests.count - answered < 4 else { return }
    let kinds = SimulatedRequest.Kind.allCases
    let kind = kind ?? kinds[chance.below(kinds.count)]
    let size = chance.percent(5) ? chance.below(maximumSize) : chance.below(300)
    let request = SimulatedRequest(kind, number: number, size: 1 + size)
    outgoing += request.bytes
    requests.append((request, outgoing.count))
    if request.isLast { isComposed = true }
  }

  func send(_ limit: Int) {
    guard !isDone, hasUnsent, !socket.clientEnded, !socket.isReset else { return }
    // A client looks for the end of the connection before it sends.
    guard !isClosing, !socket.isAtEnd else { return }
    let bytes = outgoing[sent...].prefix(limit)
    sent += bytes.count
    socket.deliver(bytes)
  }

  /// Shuts down sending; complete requests must still get a response.
  func end() {
    guard !isDone, !socket.clientEnded else { return }
    isComposed = true
    socket.endClient()
  }

  func reset() {
    guard !isDone else { return }
    isDone = true
    socket.reset()
  }

  /// Reads and checks responses; returns the error, if any.
  ///
  /// `mayBeCutOff` if the server may close the connection without a response.
  func receive(_ limit: Int, mayBeCutOff: Bool) -> String? {
    guard !isDone else { return nil }
    let bytes = socket.receive(limit)
    reader.append(bytes)
    do throws(ResponseReader.Failure) {
      while let response = try reader.next(isHead: expected?.kind == .head) {
        if let failure = judge(response) { return failure }
      }
    } catch {
      return error.text
    }
    guard socket.isReset || socket.isAtEnd else { return nil }
    isDone = true
    if !socket.clientEnded, !socket.isReset { socket.endClient() }
    if reader.endsByClose, !socket.isReset {
      if let failure = judge(reader.end()) { return failure }
    } else if reader.isInside, isGood, !mayBeCutOff, !wasRefusedHead {
      return "a response is cut short"
    }
    if hasOpenRequest, !isClosing, isGood, !mayBeCutOff {
      return "request \(answered) of \(requests.count) got no response"
    }
    return nil
  }

  private var expected: SimulatedRequest? {
    answered < requests.count ? requests[answered].request : nil
  }

  private func judge(_ response: ResponseReader.Response) -> String? {
    if isClosing { return "a response follows one that closes" }
    if response.status == 100 {
      return expected?.kind == .patient ? nil : "100 without Expect"
    }
    isClosing = response.closes
    wasRefusedHead = expected?.kind == .head && response.status != 200
    guard let expected, requests[answered].end <= sent else {
      // An error response can precede the request, or interrupt it.
      return isClosing && [400, 408, 413, 503].contains(response.status)
        ? nil : "\(response.status) without a request"
    }
    answered += 1
    switch response.status {
    case 200:
      if expected.kind == .malformed { return "a malformed request is answered 200" }
      if response.body != expected.content {
        return "a body of \(response.body.count) bytes is not that of \(expected.kind)"
      }
      if expected.isLast, !isClosing { return "\(expected.kind) is answered without a close" }
      return nil
    case 503: return isClosing || expected.isLarge ? nil : "a small request is answered 503"
    // A write has succeeded, and its large response is over the bound.
    case 204 where expected.isWrite && expected.isLarge:
      return response.body.isEmpty ? nil : "204 with a body"
    case 400 where expected.kind == .malformed: return isClosing ? nil : "400 without a close"
    case 408, 413: return isGood || !isClosing ? "\(response.status) for a whole request" : nil
    default: return "\(response.status) for \(expected.kind)"
    }
  }
}
