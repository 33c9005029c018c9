import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

/// An error response (RFC 9457), with all errors of the request.
struct Problem: Error, Sendable {
  var status: Status
  var kind: ProblemKind
  var detail: String
  /// The detail for readers of an HTML page, with times in words; nil if it is the same.
  var detailInWords: String?
  var mistakes: [ParameterError] = []
  var suggestions: [String] = []
  /// The last word of the request that named nothing, which a suggestion may replace.
  var missing: String?
  /// The URL of the query with corrected parameters.
  var corrected: String?
  /// The revision that the problem is about, and its time.
  var revision: Int?
  var at: Instant?
  /// The path of the history of a deleted record.
  var history: String?

  /// Further members.
  var members: [(name: String, value: JSONValue)] = []

  /// Returns the response to a query with invalid parameters.
  static func badQuery(_ mistakes: [ParameterError], corrected: String? = nil) -> Problem {
    let detail = mistakes.map { mistake in
      let value = mistake.value.map { $0.count > 60 ? "\($0.prefix(60))…" : $0 } ?? ""
      var text =
        switch mistake.code {
        case "unknown-parameter": "There is no parameter \"\(mistake.parameter)\"."
        case "unknown-value":
          "The parameter \"\(mistake.parameter)\" has the unknown value \"\(value)\"; expected"
            + " \(mistake.expected)."
        case "invalid-value" where !value.isEmpty:
          "The parameter \"\(mistake.parameter)\" must be \(mistake.expected), not \"\(value)\"."
        default: "The parameter \"\(mistake.parameter)\" must be \(mistake.expected)."
        }
      if let suggestion = mistake.suggestion {
        let others = mistake.alternatives.map { ", \"\($0)\"" }.joined()
        text +=
          mistake.alternatives.isEmpty
          ? " Did you mean \"\(suggestion)\"?" : " Use \"\(suggestion)\"\(others)."
      }
      if let advice = mistake.advice { text += " \(advice)" }
      return text
    }
    return Problem(
      status: .badRequest, kind: .invalidQuery, detail: detail.joined(separator: " "),
      mistakes: mistakes, corrected: corrected)
  }

  /// Returns a 404; `nearest` are IDs of the same kind, `elsewhere` URLs of other records.
  static func notFound(
    _ what: String, _ slug: String, nearest: [String], elsewhere: [String] = []
  ) -> Problem {
    var detail = "There is no \(what) \"\(slug)\"."
    if let first = nearest.first { detail += " Did you mean \"\(first)\"?" }
    if let other = elsewhere.first { detail += " There is \(other)." }
    return Problem(
      status: .notFound, kind: .notFound, detail: detail, suggestions: nearest + elsewhere,
      missing: slug)
  }

  /// Returns the response to a request for a deleted record.
  static func gone(_ kind: RecordKind, _ slug: String, _ deletion: Deletion) -> Problem {
    let what = "The \(kind.displayName) \"\(slug)\" was deleted"
    let cause = "by revision \(deletion.revision)."
    return Problem(
      status: .gone, kind: .gone, detail: "\(what) at \(deletion.at), \(cause)",
      detailInWords: "\(what) on \(deletion.at.inWords), \(cause)", missing: slug,
      revision: deletion.revision, at: deletion.at,
      history: historyPath(kind, slug))
  }

  private static func historyPath(_ kind: RecordKind, _ slug: String) -> String {
    if kind == .deadline, let parts = Deadline.parts(ofPublicID: slug) {
      return "/conferences/\(parts.conference)/deadlines/\(slug)/history"
    }
    return "/\(kind.collection)/\(kind.publicID(slug))/history"
  }

  /// Returns the response to a request, with the request ID that the client can quote.
  ///
  /// A client that prefers HTML to JSON, such as a browser, gets an HTML page.
  func response(to request: Request) -> Response {
    var response = response(instance: request.target.rawPath, id: request.id)
    guard let accept = request.fields["Accept"], accept.contains("text/html"),
      Negotiation.choose([Self.mediaType, .html], accept: accept) == 1
    else { return response }
    response.body = .bytes(page(request))
    response.fields["Content-Type"] = MediaType.html.description
    response.fields.append(HTMLPage.fields)
    return response
  }

  static let mediaType = MediaType("application", "problem+json")

  /// The heading of the HTML page.
  private var title: String {
    switch status {
    case .gone: "Removed"
    case .notFound: "Not found"
    case .badRequest where kind == .invalidQuery: "This query has an error"
    default: kind.displayName
    }
  }

  private func page(_ request: Request) -> [UInt8] {
    HTMLPage(title: title, baseURL: "").bytes { page in
      page.paragraph(detailInWords ?? detail)
      if let history {
        page.element("p") { $0.link("What happened to it", history) }
      }
      if let corrected {
        page.element("p") { $0.link("Send the corrected query", corrected) }
      }
      for suggestion in suggestions {
        guard let url = url(of: suggestion, instead: request.target.rawPath) else { continue }
        page.element("p") { $0.link(suggestion, url) }
      }
      if status == .notFound || status == .gone {
        page.element("p") { page in
          let words = missing?.split { "-/".contains($0) }.joined(separator: " ")
          if let words, !words.isEmpty {
            let query = PercentEncoding.query([(name: "q", value: words)])
            page.link("Search for “\(words)”", "/search?\(query)")
            page.text("· ")
          }
          page.link("Start page", "/")
        }
      }
      page.element("p") { page in
        page.link("About this type of problem", "/problems/\(kind.rawValue)")
        for mistake in mistakes {
          guard let manual = mistake.manual else { continue }
          let name =
            mistake.code == "unknown-parameter" ? mistake.suggestion : mistake.parameter
          page.link(name.map { "Manual: \($0)" } ?? "Manual: all parameters", manual)
        }
      }
      page.element("p", ["class": "soft small"]) {
        $0.text("Error \(status.code), request \(request.id)")
      }
    }
  }

  /// Returns the URL that a suggestion leads to; nil if the path does not have the missing name.
  private func url(of suggestion: String, instead path: String) -> String? {
    if suggestion.hasPrefix("http") || suggestion.hasPrefix("/") { return suggestion }
    guard let missing, path.contains("/\(missing)") else { return nil }
    return path.replacing("/\(missing)", with: "/\(suggestion)", maxReplacements: 1)
  }

  /// Returns the problem as a response; `instance` is the path of the request.
  func response(instance: String, id: String) -> Response {
    var json = JSONWriter(indent: 2)
    json.object { json in
      json.member("type", "/docs#problem-\(kind.rawValue)")
      json.member("title", status.reason)
      json.member("status", status.code)
      json.member("detail", detail)
      json.member("instance", instance)
      json.member("request_id", id)
      if !mistakes.isEmpty {
        json.list("errors", mistakes) { json, mistake in
          json.object { json in
            if let pointer = mistake.pointer {
              json.member("pointer", pointer)
            } else {
              json.member("parameter", mistake.parameter)
            }
            json.member("value", mistake.value)
            json.member("code", mistake.code)
            json.member("expected", mistake.expected)
            if mistake.suggestion != nil { json.member("did_you_mean", mistake.suggestion) }
            if !mistake.alternatives.isEmpty {
              json.member("alternatives", mistake.alternatives)
            }
            if mistake.manual != nil { json.member("docs", mistake.manual) }
          }
        }
      }
      if let corrected { json.member("corrected", corrected) }
      if revision != nil { json.member("revision", revision) }
      if let at { json.member("at", at.description) }
      for (name, value) in members {
        json.key(name)
        json.value(value)
      }
      if !suggestions.isEmpty { json.member("did_you_mean", suggestions) }
    }
    var response = Response(status, body: .bytes(json.bytes + [0x0a]))
    response.fields = [
      "Content-Type": "application/problem+json", "Cache-Control": "no-store",
    ]
    if [.serviceUnavailable, .insufficientStorage].contains(status) {
      response.fields[.retryAfter] = "1"
    }
    return response
  }
}
