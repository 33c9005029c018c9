import Testing

@testable import HTTP

@Suite struct ByteSetTests {
  static let alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

  @Test func `The byte sets have exactly the characters of the grammars`() {
    let expected: [(ByteSet, String)] = [
      (.token, Self.alphanumeric + "!#$%&'*+-.^_`|~"),
      (.unreserved, Self.alphanumeric + "-._~"),
      (.registeredName, Self.alphanumeric + "-._~!$&'()*+,;=%"),
      (.target, Self.alphanumeric + "-._~!$&'()*+,;=%:@/?[]{}|^`"),
    ]
    for (set, characters) in expected {
      let members = Set(characters.utf8)
      for byte in UInt8.min...UInt8.max {
        #expect(set.contains(byte) == members.contains(byte), "\(byte.named)")
      }
    }
  }

  @Test func `Field content is every byte except control bytes other than tab`() {
    for byte in UInt8.min...UInt8.max {
      let isControl = byte < 0x20 || byte == 0x7F
      #expect(byte.isFieldContent == (!isControl || byte == 9))
    }
  }
}
