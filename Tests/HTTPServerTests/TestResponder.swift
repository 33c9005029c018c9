import Dispatch
import HTTP

@testable import HTTPServer

/// Answers by the first segment of the path; a test controls it through its `Gate`.
final class TestResponder: Responder {
  /// A body whose storage all responses to "/shared" have in common.
  static let shared = [UInt8](repeating: 0x73, count: 1_000_000)

  private let gate: Gate
  private let queue = DispatchQueue(label: "test.responder")

  init(_ gate: Gate) {
    self.gate = gate
  }

  func admit(_ head: Request) -> Admission {
    switch head.target.segments.first {
    case "unwelcome": .answer(Response(.unauthorized, body: .bytes(Array("no".utf8))))
    case "small": .read(limit: 10)
    case "large": .readLarge(limit: 1_000_000)
    default: .read(limit: .max)
    }
  }

  func respond(
    to request: Request, reply: @escaping @Sendable (Response) -> Void
  ) -> Response? {
    let argument = request.target.segments.dropFirst().first ?? ""
    switch request.target.segments.first {
    case "hello": return text("hello")
    case "echo", "large": return Response(.ok, body: .bytes(request.body))
    case "created": return Response(.created, body: .bytes(request.body))
    case "target": return text(request.target.rawPath + " " + request.peer)
    case "size":
      return Response(.ok, body: .bytes([UInt8](repeating: 0x78, count: Int(argument) ?? 0)))
    case "late":
      let size = Int(argument) ?? 0
      queue.async { reply(Response(.ok, body: .bytes([UInt8](repeating: 0x78, count: size)))) }
      return nil
    case "shared": return Response(.ok, body: .bytes(TestResponder.shared))
    case "status": return Response(Status(Int(argument) ?? 500), body: .bytes(Array("x".utf8)))
    case "later":
      queue.async { reply(Response(.ok, body: .bytes(Array("later \(argument)".utf8)))) }
      return nil
    case "twice":
      reply(Response(.ok, body: .bytes(Array("first".utf8))))
      reply(Response(.ok, body: .bytes(Array("second".utf8))))
      return nil
    case "hold":
      gate.hold(reply)
      return nil
    case "stream":
      return Response(.ok, body: .stream(Pieces(count: Int(argument) ?? 0, fails: false, gate)))
    case "broken":
      return Response(.ok, body: .stream(Pieces(count: Int(argument) ?? 0, fails: true, gate)))
    default: return Response(.notFound)
    }
  }

  func finalize(_ response: Response, for request: Request) -> Response {
    gate.concluded(request)
    return response
  }

  func makeErrorResponse(_ status: Status, detail: String, requestID: String) -> Response {
    Response(status, fields: ["Content-Type": "text/plain"], body: .bytes(Array(detail.utf8)))
  }

  private func text(_ text: String) -> Response {
    Response(.ok, body: .bytes(Array(text.utf8)))
  }
}

/// State shared by the test and the responders.
final class Gate: Sendable {
  private let held = Locked<[@Sendable (Response) -> Void]>([])
  private let asked = DispatchSemaphore(value: 0)
  private let conclusions = DispatchSemaphore(value: 0)
  private let cancels = DispatchSemaphore(value: 0)
  let piecesMade = Locked(0)

  func hold(_ reply: @escaping @Sendable (Response) -> Void) {
    held.withLock { $0.append(reply) }
    asked.signal()
  }

  func concluded(_ request: Request) { conclusions.signal() }
  func cancelled() { cancels.signal() }

  /// Waits until a request is held.
  func waitForRequest() -> Bool { asked.wait(timeout: .now() + 60) == .success }
  func waitForConclusion() -> Bool { conclusions.wait(timeout: .now() + 60) == .success }
  func waitForCancel() -> Bool { cancels.wait(timeout: .now() + 60) == .success }

  /// Answers all held requests.
  func release() {
    let replies = held.withLock { held in
      defer { held = [] }
      return held
    }
    for reply in replies { reply(Response(.ok, body: .bytes(Array("held".utf8)))) }
  }
}

/// Produces numbered lines of 1,000 bytes, some on the loop and some on another queue.
final class Pieces: BodyProducer {
  private let count: Int
  private let fails: Bool
  private let gate: Gate
  private let made = Locked(0)
  private let queue = DispatchQueue(label: "test.pieces")

  init(count: Int, fails: Bool, _ gate: Gate) {
    self.count = count
    self.fails = fails
    self.gate = gate
  }

  static func line(_ number: Int) -> [UInt8] {
    let digits = Array("\(number) ".utf8)
    return digits + [UInt8](repeating: 0x2E, count: 999 - digits.count) + [0x0A]
  }

  func next(_ size: Int, deliver: @escaping @Sendable (BodyPiece) -> Void) {
    let number = made.withLock { made in
      made += 1
      return made
    }
    gate.piecesMade.withLock { $0 += 1 }
    let piece: BodyPiece =
      number <= count ? .bytes(Pieces.line(number)) : (fails ? .failure : .end)
    if number % 2 == 0 { deliver(piece) } else { queue.async { deliver(piece) } }
  }

  func cancel() { gate.cancelled() }
}
