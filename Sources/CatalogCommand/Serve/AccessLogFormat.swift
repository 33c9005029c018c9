import Catalog
import CatalogModel
import HTTP
import HTTPServer
import JSON

enum AccessLogFormat: String, CaseIterable {
  /// One JSON object per line.
  case json
  /// Apache's combined format, followed by the request ID and the duration in microseconds.
  case combined

  /// Returns the line of a response, with its line feed.
  func line(_ record: AccessRecord, at time: WallClock) -> [UInt8] {
    let target = Self.withoutSecrets(record.target)
    switch self {
    case .json:
      var json = JSONWriter()
      json.object { json in
        json.member("time", Self.timestamp(time))
        json.member("request_id", record.requestID)
        json.member("address", record.peer)
        json.member("method", record.method?.rawValue)
        json.member("target", target.isEmpty ? nil : target)
        json.member("status", record.status.code)
        json.member("bytes", record.bytes)
        json.member("microseconds", record.microseconds)
        if !record.isComplete { json.member("complete", false) }
        if !record.referrer.isEmpty {
          json.member("referrer", Self.withoutSecrets(record.referrer))
        }
        if !record.userAgent.isEmpty {
          json.member("user_agent", Self.withoutTokens(record.userAgent))
        }
      }
      return json.bytes + [0x0A]
    case .combined:
      let request =
        record.method.map { "\($0) \(target) HTTP/1.\(record.version.minor)" } ?? ""
      let parts = [
        record.peer, "-", "-", "[\(Self.commonLogDate(time))]", Self.quoted(request),
        "\(record.status.code)", "\(record.bytes)",
        Self.quoted(Self.withoutSecrets(record.referrer)),
        Self.quoted(Self.withoutTokens(record.userAgent)),
        record.requestID, "\(record.microseconds)",
      ]
      return Array((parts.joined(separator: " ") + "\n").utf8)
    }
  }

  /// Returns a line with the number of dropped lines.
  func notice(dropped: Int, at time: WallClock) -> [UInt8] {
    switch self {
    case .json:
      var json = JSONWriter()
      json.object { json in
        json.member("time", Self.timestamp(time))
        json.member("dropped", dropped)
      }
      return json.bytes + [0x0A]
    case .combined:
      return Array("# \(dropped) lines were dropped because the disk was too slow\n".utf8)
    }
  }

  private static func timestamp(_ time: WallClock) -> String {
    let digits = "00\(time.milliseconds)".suffix(3)
    return "\(Instant(seconds: time.seconds))".dropLast() + ".\(digits)Z"
  }

  /// Returns a date in Apache's format, such as 10/Oct/2000:13:55:36 +0000.
  private static func commonLogDate(_ time: WallClock) -> String {
    let date = String(decoding: HTTPDate(seconds: time.seconds).bytes, as: UTF8.self)
    let parts = date.split(separator: " ")
    guard parts.count == 6 else { return date }
    return "\(parts[1])/\(parts[2])/\(parts[3]):\(parts[4]) +0000"
  }

  /// Quotes a text and escapes quotes, backslashes and control bytes as Apache does.
  private static func quoted(_ text: String) -> String {
    guard !text.isEmpty else { return "\"-\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let hexadecimal = String(scalar.value, radix: 16)
        result += "\\x" + (hexadecimal.count < 2 ? "0" : "") + hexadecimal
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static let redacted = "[redacted]"

  /// Replaces user information, path segments that contain a token, and the values of query
  /// parameters that name a secret, by `[redacted]`.
  static func withoutSecrets(_ url: String) -> String {
    var url = withoutTokens(url)
    if let start = url.firstRange(of: "://")?.upperBound {
      let authority = url[start...].prefix { !"/?#".contains($0) }
      if let at = authority.lastIndex(of: "@") {
        url.replaceSubrange(start..<at, with: redacted)
      }
    }
    guard let question = url.firstIndex(of: "?") else { return url }
    let items = url[url.index(after: question)...].split(
      separator: "&", omittingEmptySubsequences: false)
    let shown = items.map { item -> Substring in
      guard let equals = item.firstIndex(of: "=") else {
        return item.contains("cat_") ? Substring(redacted) : item
      }
      let name = ((try? PercentEncoding.decode(String(item[..<equals]))) ?? "").lowercased()
      let isSecret =
        ["token", "secret", "password", "passwd", "key", "auth", "signature"]
        .contains { name.contains($0) } || item[equals...].contains("cat_")
      return isSecret ? item[...equals] + redacted : item
    }
    return url[...question] + shown.joined(separator: "&")
  }

  /// Returns the text with each part between slashes or spaces that contains a token replaced.
  private static func withoutTokens(_ text: String) -> String {
    func holdsToken(_ part: some StringProtocol) -> Bool {
      let text = String(part)
      return TokenText.mayHold((try? PercentEncoding.decode(text)) ?? text)
    }
    guard holdsToken(text) else { return text }
    let path = text.prefix { $0 != "?" }
    let parts = path.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == " " }
    return parts.reduce(into: String(path)) { shown, part in
      if holdsToken(part) { shown = shown.replacing(part, with: redacted) }
    } + text[path.endIndex...]
  }
}
