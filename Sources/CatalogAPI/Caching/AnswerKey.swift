import HTTP

/// All parts of a request on which its response depends, besides the data and the clock.
///
/// Each part is a member of its own, so that two parts cannot be confused with each other.
struct AnswerKey: Hashable {
  /// GET also stands for HEAD: the server omits the content.
  let method: HTTP.Method
  /// With the scheme unless that is http.
  let authority: String
  let path: String
  let query: String?
  /// The field as the client sent it; nil for `*/*`, which prefers nothing.
  let accept: String?
  let prefer: String?
  let coding: ContentCoding

  init(_ request: Request) {
    method = request.method == .head ? .get : request.method
    authority = request.scheme == "http" ? request.authority : "https://\(request.authority)"
    path = request.target.rawPath
    query = request.target.rawQuery
    accept = request.fields[.accept].flatMap { $0 == "*/*" ? nil : $0 }
    prefer = request.fields[.prefer]
    coding = ContentCoding(request)
  }

  /// Approximate size in memory, in bytes.
  var size: Int {
    [authority, path, query ?? "", accept ?? "", prefer ?? ""].reduce(0) { $0 + $1.utf8.count }
  }
}
