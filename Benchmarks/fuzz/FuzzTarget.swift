/// Targets and queries: what was read, written again, must read the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTarget(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: data, count: count), as: UTF8.self)
  do throws(ParseFailure) {
    let target = try Target.parse(text)
    for segment in target.segments {
      precondition(segment != "." && segment != ".." && !segment.utf8.contains(0))
    }
    let again = try Target.parse(PercentEncoding.path(target.segments))
    precondition(again.segments == target.segments, "the path changed")
  } catch {
    precondition(error.status.code >= 400)
  }
  do throws(Query.Failure) {
    let items = try Query.parse(text)
    let again = try Query.parse(PercentEncoding.query(items))
    precondition(
      items.elementsEqual(again) { $0.name == $1.name && $0.value == $1.value },
      "the query changed")
  } catch {
    let items = Array(text.utf8).split(separator: UInt8(ascii: "&"))
    precondition(items[error.index].elementsEqual(error.item.utf8))
  }
  return 0
}
