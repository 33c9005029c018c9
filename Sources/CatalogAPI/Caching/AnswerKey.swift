import HTTP

/// All of a request that its response depends on besides the data and the clock.
///
/// Its parts have types of their own, so that no two of them can be taken for each other.
struct AnswerKey: Hashable {
  /// GET stands for HEAD too: the server leaves the content out.
  let method: HTTP.Method
  /// With the scheme where that is not http.
  let authority: String
  let path: String
  let query: String?
  /// The field as it was sent; `*/*` asks for nothing.
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

  /// About how much memory it takes.
  var size: Int {
    [authority, path, query ?? "", accept ?? "", prefer ?? ""].reduce(0) { $0 + $1.utf8.count }
  }
}
