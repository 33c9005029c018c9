/// Field values: what was read, written again, must read the same; nothing may trap.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFields(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let text = String(fieldValue: bytes, .init(start: 0, end: count))
  if let type = MediaType.parse(text) {
    precondition(MediaType.parse(type.description) == type, "the media type changed")
  }
  if let tag = EntityTag.parse(text) {
    precondition(tag.description == text && EntityTagList.parse(text) == .tags([tag]))
  }
  let control = CacheControl.parse(text)
  precondition(CacheControl.parse(control.description) == control, "the directives changed")
  _ = Prefer.parse(text)
  let offers = [MediaType.json, MediaType.html]
  if let index = Negotiation.choose(offers, accept: text) {
    precondition(offers.indices.contains(index))
  }
  _ = Negotiation.chooseEncoding(["gzip"], acceptEncoding: text)

  var head: [UInt8] = []
  ResponseSerializer.appendHead(
    of: Response(.ok, fields: [FieldName(text): text, "A": text]), to: &head, date: [],
    version: .http11, keepAlive: true, framing: .none)
  var parser = FieldSectionParser(byteLimit: .max, countLimit: 2, collects: false)
  var position = "HTTP/1.1 200 OK\r\n".utf8.count
  var unused: [RequestHead.FieldSlice] = []
  let ended = try? parser.parse(head, at: &position, to: head.count, into: &unused)
  precondition(ended == true && position == head.count, "a value broke out of its line")
  return 0
}
