import HTTP

/// The name of one request, in its problem and in the server's log.
enum RequestID {
  /// The id that the client, or a proxy before it, has given, or a new one.
  static func of(_ request: Request) -> String {
    given(request) ?? new()
  }

  /// The id that came with a request; nil where none did, or one that cannot be shown.
  static func given(_ request: Request) -> String? {
    request.fields[.xRequestID].flatMap { isValid($0) ? $0 : nil }
  }

  static func new() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// What can stand in a log and in JSON as it is.
  private static func isValid(_ id: String) -> Bool {
    (1...128).contains(id.utf8.count)
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
          UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "/"):
          true
        default: false
        }
      }
  }
}

extension FieldName {
  static let xRequestID: FieldName = "X-Request-Id"
  static let xRevision: FieldName = "X-Revision"
}
