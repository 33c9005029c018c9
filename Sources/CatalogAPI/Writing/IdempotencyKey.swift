import Catalog
import Common
import HTTP
import JSON

/// The key with which a client may repeat a POST without repeating its effect.
///
/// The response is stored in the transaction of the effect, so neither exists without the other.
struct IdempotencyKey: Sendable {
  static let field: FieldName = "Idempotency-Key"
  static let longest = 255

  private let key: String
  private let token: Int64
  private let requestHash: [UInt8]

  /// The key with its token's ID: each token has keys of its own.
  var name: String { "\(token) \(key)" }

  /// Creates the request's key; nil if the request has none, or if the operation ignores keys.
  ///
  /// - Throws: `Problem` if the key is empty, too long or has a quote on one side only.
  init?(_ write: WriteRequest) throws(Problem) {
    guard write.operation.takesKeys, let token = write.token,
      let text = write.request.fields[Self.field]
    else { return nil }
    // The draft writes the key as a string of a structured field. With or without quotes, it is the
    // same key.
    let isQuoted = text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
    key = isQuoted ? String(text.dropFirst().dropLast()) : text
    guard (1...Self.longest).contains(key.utf8.count), isQuoted || !key.contains("\"") else {
      throw Problem(
        status: .badRequest, kind: .invalidIdempotencyKey,
        detail: "Idempotency-Key must have 1 to \(Self.longest) bytes, with a quote before and"
          + " after them or without quotes.")
    }
    self.token = token.id
    let target = "\(write.request.method) \(write.request.target.rawPath)"
    let parts = [
      target, write.request.target.rawQuery ?? "", write.request.fields[.contentType] ?? "",
    ]
    requestHash = SHA256.hash(
      Array(parts.joined(separator: "\n").utf8) + [0x0a] + write.request.body)
  }

  /// Does the work, or returns the stored response if the same request was done before.
  func run(_ context: WriteContext, _ work: WriteWork) throws -> Response {
    if let kept = try context.editor.answer(toKey: key, ofToken: token) {
      guard kept.requestHash == requestHash else {
        throw Problem(
          status: .unprocessableContent, kind: .idempotencyKeyReused,
          detail:
            "The Idempotency-Key was used for another request. Use a new key for each request.")
      }
      var response = try Self.response(kept)
      response.fields["Idempotency-Replayed"] = "true"
      return response
    }
    let response = try work(context)
    try context.editor.keep(
      StoredResponse(
        requestHash: requestHash, status: Int(response.status.code), text: Self.text(response)),
      forKey: key, ofToken: token)
    return response
  }

  private static func text(_ response: Response) -> String {
    var json = JSONWriter()
    json.object { json in
      json.object("fields") { json in
        for line in response.fields.lines { json.member(line.name.spelling, line.value) }
      }
      if case .bytes(let bytes) = response.body {
        json.member("body", String(decoding: bytes, as: UTF8.self))
      }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private static func response(_ kept: StoredResponse) throws -> Response {
    let json = try JSONParser.parse(Array(kept.text.utf8))
    var response = Response(Status(kept.status))
    if case .object(let fields)? = json["fields"] {
      for (name, value) in fields.members {
        response.fields.append(FieldName(name), value.string ?? "")
      }
    }
    if let body = json["body"]?.string { response.body = .bytes(Array(body.utf8)) }
    return response
  }
}
