/// Chunked content: the outcome must not depend on where the bytes are cut, and content that was
/// decoded must encode to something that decodes to the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzChunked(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count >= 1 else { return 0 }
  let input = Array(UnsafeBufferPointer(start: data, count: count))
  let wire = Array(input[1...])
  let step = max(1, Int(input[0] & 15))
  let whole = decode(wire, step: max(1, wire.count))
  precondition(whole.outcome == decode(wire, step: 1).outcome, "byte by byte differs")
  precondition(whole.outcome == decode(wire, step: step).outcome, "the cuts change the outcome")
  if let body = whole.body {
    var encoded: [UInt8] = []
    ChunkedEncoder.append(body, to: &encoded)
    ChunkedEncoder.appendEnd(to: &encoded)
    precondition(decode(encoded, step: 7).body == body, "the round trip differs")
  }
  return 0
}

private func decode(_ wire: [UInt8], step: Int) -> (outcome: String, body: [UInt8]?) {
  var limits = MessageLimits()
  limits.fieldBytes = 64
  limits.fieldCount = 4
  var decoder = ChunkedDecoder(limit: 1_024, trailers: limits)
  var body: [UInt8] = []
  var position = 0
  for start in stride(from: 0, to: wire.count, by: step) {
    switch decoder.decode(wire, from: start, to: min(start + step, wire.count), into: &body) {
    case .needMore(let consumed):
      position += consumed
      precondition(body.count <= 1_024)
    case .failure(let failure): return ("\(failure)", nil)
    case .complete(let consumed): return ("\(position + consumed) \(body)", body)
    }
  }
  return ("more \(body)", nil)
}
