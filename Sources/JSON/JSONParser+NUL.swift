extension JSONParser {
  /// Throws if a string in a valid JSON text has the character NUL, which few programs can handle.
  public static func refuseNUL(in bytes: [UInt8]) throws(JSONError) {
    let escape = Array("u0000".utf8)
    var index = 0
    while let slash = bytes[index...].firstIndex(of: UInt8(ascii: "\\")) {
      if bytes[(slash + 1)...].starts(with: escape) {
        let before = bytes[..<slash]
        let start = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
        throw JSONError(
          reason: "a string has the character NUL, which is not allowed",
          line: before.count { $0 == 0x0a } + 1,
          column: slash - start + 1)
      }
      index = min(slash + 2, bytes.count)
    }
  }
}
