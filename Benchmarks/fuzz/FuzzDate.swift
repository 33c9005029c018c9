/// Dates: what was read must be written in the one form and read back the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDate(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  let now = HTTPDate(seconds: 1_790_000_000)
  if let date = HTTPDate.parse(text, now: now) {
    precondition(date.bytes.count == 29)
    precondition(HTTPDate.parse(date.description, now: now) == date, "the date changed")
  }
  return 0
}
