import HTTP

/// The streamed body of one connection.
final class BodyPump {
  /// Bytes to request from a producer at a time.
  static let pieceSize = 32_768

  /// Size of the kernel's send buffer for an endless body, in bytes; the kernel doubles it.
  static let endlessSendBuffer = 65_536

  let producer: any BodyProducer
  /// Identifies this body, so that a late piece of another one is recognized.
  let number: UInt64
  let isChunked: Bool
  /// Whether the connection stays open after the last piece.
  let keepAlive: Bool
  private(set) var made = 0
  /// The access log record to write when the body ends; `nil` if the log is off.
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
