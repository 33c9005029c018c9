import CZlib
import Testing

@testable import CatalogAPI

/// Undoes gzip by zlib; nil where the stream is broken or not ended.
func gunzip(_ bytes: [UInt8]) -> [UInt8]? {
  var stream = z_stream()
  guard czlib_begin_gunzip(&stream) == Z_OK else { return nil }
  defer { inflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: 4_000_000)
  let code = input.withUnsafeMutableBufferPointer { source in
    output.withUnsafeMutableBufferPointer { target in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(target.count)
      return inflate(&stream, Z_FINISH)
    }
  }
  return code == Z_STREAM_END ? Array(output.prefix(Int(stream.total_out))) : nil
}

/// Bytes that hardly compress, the same at each run.
private func noise(_ count: Int) -> [UInt8] {
  var state: UInt64 = 42
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt8(state >> 56)
  }
}

@Suite struct `The gzip coding` {
  @Test(arguments: [0, 1, 1_000, 16_384, 100_000, 1_000_000])
  func `What is compressed comes back`(_ count: Int) {
    let text = Array(repeatElement(Array("conference,".utf8), count: count / 11 + 1).joined())
    for original in [Array(text.prefix(count)), noise(count)] {
      #expect(gunzip(Gzip.compress(original)) == original)
    }
  }

  @Test func `Equal bytes give equal bytes, without a time in the header`() {
    let compressed = Gzip.compress(noise(10_000))
    #expect(compressed == Gzip.compress(noise(10_000)))
    #expect(compressed.prefix(4) == [0x1f, 0x8b, 8, 0])
    #expect(compressed[4..<8] == [0, 0, 0, 0])
  }

  @Test(arguments: [1, 7, 1_000, 16_384, 50_000])
  func `A stream of pieces is one member`(_ size: Int) {
    let original = noise(100_000)
    let gzip = Gzip(level: 4)
    var output: [UInt8] = []
    for start in stride(from: 0, to: original.count, by: size) {
      gzip.append(
        Array(original[start..<min(start + size, original.count)]), flush: .none, to: &output)
    }
    gzip.append([], flush: .finish, to: &output)
    #expect(gunzip(output) == original)
  }

  @Test func `A flushed piece can be read before the stream ends`() {
    let gzip = Gzip(level: 4)
    var output: [UInt8] = []
    gzip.append(Array("first".utf8), flush: .sync, to: &output)
    let flushed = output.count
    gzip.append([], flush: .finish, to: &output)
    #expect(flushed > 15 && output.count > flushed)
    #expect(gunzip(output) == Array("first".utf8))
  }
}
