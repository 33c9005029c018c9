/// A 64-bit hash with the same result in every process.
///
/// Not for secrets.
package struct StableHash {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ word: UInt64) {
    value = (value ^ word) &* 0x9e37_79b9_7f4a_7c15
    value ^= value >> 29
  }

  mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      let bytes = UnsafeRawBufferPointer(bytes)
      var position = 0
      while position + 8 <= bytes.count {
        add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)))
        position += 8
      }
      var rest: UInt64 = 0
      while position < bytes.count {
        rest = rest << 8 | UInt64(bytes[position])
        position += 1
      }
      add(rest)
      add(UInt64(bytes.count))
    }
  }

  /// Returns the hash of one text.
  package static func of(_ text: String) -> UInt64 {
    var digest = StableHash()
    digest.add(text)
    return digest.value
  }
}

/// The claims of a source about a record: a hash of each field that it stated.
///
/// Eight bytes for each field: 16 bits for its name and 48 for its value.
package struct ClaimHashes: Equatable {
  package private(set) var entries: [UInt64] = []

  package init() {}

  package init(_ entries: [UInt64]) { self.entries = entries }

  package init(bytes: [UInt8]) {
    entries = bytes.withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
      }
    }
  }

  package var bytes: [UInt8] {
    entries.flatMap { entry in (0..<8).map { UInt8(truncatingIfNeeded: entry >> ($0 * 8)) } }
  }

  package mutating func add(_ field: UInt16, _ digest: UInt64) {
    entries.append(UInt64(field) << 48 | digest & 0xffff_ffff_ffff)
  }

  /// Whether all claims of the other are among these.
  func contains(_ other: ClaimHashes) -> Bool {
    other.entries.allSatisfy { entries.contains($0) }
  }

  mutating func add(_ other: ClaimHashes) { entries += other.entries }

  func names(_ field: UInt16) -> Bool { entries.contains { $0 >> 48 == UInt64(field) } }

  package func holds(_ field: UInt16, _ digest: UInt64) -> Bool {
    entries.contains(UInt64(field) << 48 | digest & 0xffff_ffff_ffff)
  }
}
