/// Heads: the outcome must not depend on where the bytes are cut or on what stands before them.
///
/// The first byte of an input chooses the cuts, the second the limits; the rest is the wire.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzHead(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count >= 2 else { return 0 }
  let input = Array(UnsafeBufferPointer(start: data, count: count))
  let wire = Array(input[2...])
  var limits = MessageLimits()
  if input[1] & 1 == 1 {
    limits.requestLine = 16 + Int(input[1] >> 4)
    limits.fieldBytes = 16 + Int(input[1] >> 2)
    limits.fieldCount = 1 + Int(input[1] & 7)
  }
  let whole = outcome(wire, offset: 0, ends: [wire.count], limits)
  let cut = outcome(wire, offset: 0, ends: ends(wire.count, seed: input[0]), limits)
  let decoy = Array("GET / HTTP/1.1\r\nA: b\r\n\r\n".utf8)
  let moved = outcome(
    decoy + wire + decoy, offset: decoy.count, ends: [wire.count], limits)
  precondition(whole == cut, "the cuts change the outcome")
  precondition(whole == moved, "the bytes around change the outcome")
  return 0
}

private func ends(_ count: Int, seed: UInt8) -> [Int] {
  guard seed > 0 else { return Array(stride(from: 1, through: count, by: 1)) }
  var state = UInt32(seed)
  var ends: [Int] = []
  var end = 0
  while end < count {
    state = state &* 1_664_525 &+ 1_013_904_223
    end = min(count, end + Int(state >> 28) + 1)
    ends.append(end)
  }
  return ends
}

/// A description without offsets; a request that is made of the head is part of it.
private func outcome(
  _ buffer: [UInt8], offset: Int, ends: [Int], _ limits: MessageLimits
) -> String {
  var parser = RequestParser(limits: limits)
  var head = RequestHead()
  for end in ends {
    switch parser.parse(buffer, from: offset, to: offset + end, into: &head) {
    case .needMore: continue
    case .failure(let failure): return "\(failure)"
    case .complete(let consumed):
      precondition(consumed > 0 && consumed <= end)
      return "\(consumed) \(request(head, buffer))"
    }
  }
  return "more"
}

private func request(_ head: RequestHead, _ buffer: [UInt8]) -> String {
  do throws(ParseFailure) {
    let request = try Request(head: head, bytes: buffer, peer: "fuzz")
    let framing = try BodyFraming.of(request.fields, version: request.version)
    return "\(request) \(framing) \(Persistence.keepsAlive(request)) \(Expectation.of(request))"
  } catch {
    return "\(error)"
  }
}
