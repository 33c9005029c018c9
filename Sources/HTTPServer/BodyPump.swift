import HTTP

/// A body that is being made piece by piece for one connection.
final class BodyPump {
  /// Bytes that a producer is asked for at a time.
  static let pieceSize = 32_768

  /// Bytes of an endless body that the kernel may hold for a client; it takes twice as many.
  static let endlessSendBuffer = 65_536

  let producer: any BodyProducer
  /// Names this body, so that a late piece of another one is known as such.
  let number: UInt64
  let isChunked: Bool
  /// Whether the connection can go on after the last piece.
  let keepAlive: Bool
  private(set) var made = 0
  /// What the access log gets when the body ends; nil if the log is off.
  let record: AccessRecord?

  init(
    _ producer: any BodyProducer, number: UInt64, isChunked: Bool, keepAlive: Bool,
    record: AccessRecord?
  ) {
    self.producer = producer
    self.number = number
    self.isChunked = isChunked
    self.keepAlive = keepAlive
    self.record = record
  }

  func append(_ piece: [UInt8], to output: inout [UInt8]) {
    made += piece.count
    if isChunked {
      ChunkedEncoder.append(piece, to: &output)
    } else {
      output.append(contentsOf: piece)
    }
  }

  func appendEnd(to output: inout [UInt8]) {
    if isChunked { ChunkedEncoder.appendEnd(to: &output) }
  }
}
