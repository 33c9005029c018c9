import Common
import Testing

@testable import SQLite

/// The examples of FIPS 180-4 and of NIST's SHA test vectors for byte-oriented messages.
struct SHA256Tests {
  struct Vector: CustomTestStringConvertible, Sendable {
    let note: String
    let message: [UInt8]
    let digest: String
    var testDescription: String { note }

    init(_ note: String, _ message: [UInt8], _ digest: String) {
      self.note = note
      self.message = message
      self.digest = digest
    }
  }

  static let vectors = [
    Vector(
      "empty", [], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    Vector(
      "one block", Array("abc".utf8),
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    Vector(
      "448 bits, so that the length needs a second block",
      Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    Vector(
      "896 bits",
      Array(
        ("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
          + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu").utf8),
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"),
    Vector(
      "a million times a", [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]

  @Test(arguments: vectors)
  func `Messages have the digests of the standard`(_ vector: Vector) {
    #expect(SHA256.hexadecimal(of: vector.message) == vector.digest)
  }
}
