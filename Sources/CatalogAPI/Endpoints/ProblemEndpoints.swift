import Catalog
import CatalogModel
import JSON

/// The documentation at the `type` URL of every problem.
enum ProblemEndpoints {
  static let list = [all, one]

  /// Every kind of problem that the server sends, with its meaning and its remedy.
  static let kinds: KeyValuePairs = [
    "invalid-query":
      "A parameter or value is invalid. `errors` lists each parameter, its value, what is expected"
      + " and, if possible, a suggestion.",
    "not-found":
      "No resource has this URL. `did_you_mean` lists similar ones; / lists all collections.",
    "gone": "The record was deleted at the time `at`, by the revision `revision`.",
    "history-unknown":
      "The request asks for a state from before the history of the catalog, which begins at the time"
      + " `at`, with the revision `revision`.",
    "changes-gone":
      "The cursor belongs to another state of the database, such as before a restore, or to"
      + " changes that have been removed from the log. Start again from /export.ndjson, which"
      + " has a cursor.",
    "revision-not-reached":
      "The data of this server does not have the revision of `min_revision` yet. Repeat the"
      + " request after Retry-After seconds.",
    "range-not-satisfiable":
      "No byte of the content lies in the requested Range; Content-Range has its length.",
    "several-meanings": "The name belongs to several records; `did_you_mean` lists their URLs.",
    "moved": "The record has another URL. Follow Location.",
    "no-such-form":
      "The output format requested by the extension, `format` or Accept is not available;"
      + " `did_you_mean` lists the available ones.",
    "method-not-allowed": "The resource does not support the method; Allow lists the methods.",
    "unknown-method": "The method is not one of RFC 9110.",
    "unsupported-media-type":
      "The resource does not accept the media type of the content; `Accept-Post`, `Accept-Patch`"
      + " or `Accept` lists the types that it accepts.",
    "token-missing": "The request needs a token. Send it as `Authorization: Bearer TOKEN`.",
    "invalid-token": "The token is unknown, has expired or has been revoked; `detail` says which.",
    "insufficient-scope": "The token does not have the required scope; WWW-Authenticate names it.",
    "outside-limit":
      "The token is limited to a series or a conference, and the record is not part of it.",
    "no-tokens":
      "The server has no tokens. The operator creates one with `catalog token new`.",
    "origin-not-allowed":
      "The operator has not listed the origin of the page as one that may write.",
    "token-in-query":
      "The URL contains a token, and others can see it. Send the token in the Authorization field.",
    "precondition-required":
      "A change must name the version that it is based on: by If-Match with the ETag of the"
      + " record, or by `if_revision` with its revision.",
    "invalid-record":
      "The content is invalid and nothing was written. `errors` lists every error with a JSON"
      + " Pointer, the value and what is expected.",
    "malformed-json": "The content is not JSON; `line` and `column` are the position of the error.",
    "id-taken": "Another record has the ID; `url` is its address.",
    "needed-by-others":
      "Other records refer to the record that you want to delete; `needed_by` lists some."
      + " `?cascade=true` deletes them, or removes their references.",
    "invalid-idempotency-key": "The Idempotency-Key field is empty or too long.",
    "idempotency-key-under-way":
      "Another request with the same Idempotency-Key is in progress. Repeat the request after"
      + " Retry-After seconds.",
    "idempotency-key-reused":
      "The Idempotency-Key was used with another method, URL or content. Use a new key for each"
      + " request.",
    "too-many-requests":
      "The client has exceeded its request rate. RateLimit-Policy has the quota; repeat the"
      + " request after Retry-After seconds.",
    "disk-full":
      "The disk of the database is full: nothing was written. Repeat the request after Retry-After"
      + " seconds.",
    "precondition-failed":
      "If-Match or If-Unmodified-Since does not match the current version.",
    "response-too-large":
      "The response would exceed the maximum number of records or bytes. Use a smaller `limit`,"
      + " fewer names in `include`, or the list of the included records. Lists in other output"
      + " formats are streamed and can be longer.",
    "query-budget":
      "The request exceeded the time limit. Add filters, or request fewer records or facets.",
    "busy":
      "Too many requests, of this client or of all clients, wait for a database reader. Repeat the"
      + " request after Retry-After seconds.",
    "damaged-data":
      "The database is damaged. The server answers no request for data until a check passes or its"
      + " operator restores a backup; /readyz says so too.",
    "data-unavailable":
      "The database cannot be read because it is locked or its disk fails. Repeat the request"
      + " after Retry-After seconds.",
    "not-ready":
      "Only from /readyz: the server is shutting down, or its database file is damaged, removed or"
      + " replaced by an invalid one. Send requests to another server.",
    "refused":
      "The request is invalid HTTP/1.1, exceeds a limit of the server, or arrived too slowly;"
      + " `detail` says which. The server closes the connection.",
    "internal-error": "An error of the server, not of the request.",
  ]

  static let all = Operation("/problems", "All problem types with their meaning") { call in
    try call.checkArguments()
    return .document(
      ResponseJSON(call).document(list: kinds.map { $0 }) { json, kind in
        json.object { write(kind.key, kind.value, to: &$0, call.baseURL) }
      })
  }

  static let one = Operation("/problems/{problem}", "The meaning of one problem type") { call in
    try call.checkArguments()
    let name = call.capture("problem")
    guard let kind = kinds.first(where: { $0.key == name }) else {
      throw Problem.notFound(
        "problem", name, nearest: Suggestion.nearest(to: name, among: kinds.map(\.key), limit: 3))
    }
    return .document(
      ResponseJSON(call).document { write(kind.key, kind.value, to: &$0, call.baseURL) })
  }

  private static func write(
    _ kind: String, _ meaning: String, to json: inout JSONWriter, _ base: String
  ) {
    json.member("type", "problem")
    json.member("id", kind)
    json.member("url", "\(base)/problems/\(kind)")
    json.member("meaning", meaning)
  }
}
