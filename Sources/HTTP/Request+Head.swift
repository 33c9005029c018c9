extension Request {
  /// Creates a request from a parsed head; `bytes` is the parsed buffer.
  ///
  /// The body is empty, and the ID is that of the client or empty.
  ///
  /// Checks what the head parser does not: the target, the authority, Host. Accepts a method that
  /// is a token but not in `Method.known`; the responder answers it.
  public init(head: RequestHead, bytes: [UInt8], peer: String) throws(ParseFailure) {
    method = Method(bytes, head.method)
    guard method != .connect else {
      throw ParseFailure(
        .methodUnsupported, "CONNECT is for proxies, and this is an origin server.")
    }
    version = head.version

    var lines: [Fields.Line] = []
    lines.reserveCapacity(head.fields.count)
    var host: RequestHead.Slice?
    for field in head.fields {
      let name = FieldName(bytes, field.name)
      if name == .host {
        guard host == nil else { throw ParseFailure(.host, "There is more than one Host field.") }
        host = field.value
      }
      lines.append(
        Fields.Line(name: name, value: String(fieldValue: bytes, field.value)))
    }
    fields = Fields(lines)

    if let host {
      guard Authority.isValid(bytes, host) else {
        throw ParseFailure(.host, "Host must be a host with an optional port.")
      }
    } else if version.minor >= 1 {
      throw ParseFailure(.host, "Host is missing.")
    }
    let parsed = try Target.parse(bytes, head.target, method: method)
    target = parsed.target
    authority = (parsed.authority ?? host).map { String(fieldValue: bytes, $0) } ?? ""
    body = []
    self.peer = peer
    id = RequestID.given(in: fields) ?? ""
  }
}

extension Method {
  /// Creates the method in a slice of bytes; a known one needs no allocation.
  init(_ bytes: [UInt8], _ slice: RequestHead.Slice) {
    // A String of at most 15 bytes needs no allocation.
    self.init(rawValue: String(decoding: bytes[slice.start..<slice.end], as: UTF8.self))
  }
}

extension String {
  /// Decodes a field value as UTF-8 or, if it is invalid, as ISO 8859-1.
  init(fieldValue bytes: [UInt8], _ slice: RequestHead.Slice) {
    let value = bytes[slice.start..<slice.end]
    if let text = String(validating: value, as: UTF8.self) {
      self = text
    } else {
      var text = ""
      for byte in value { text.unicodeScalars.append(Unicode.Scalar(byte)) }
      self = text
    }
  }
}
