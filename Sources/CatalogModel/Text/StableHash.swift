/// The 64-bit FNV-1a hash, with the same result in every process.
///
/// Not for secrets.
package enum StableHash {
  package static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
