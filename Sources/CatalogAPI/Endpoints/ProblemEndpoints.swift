import Catalog
import CatalogModel
import JSON

/// The documentation that the `type` of every problem leads to.
enum ProblemEndpoints {
  static let list = [all, one]

  /// Every kind of problem that is answered, with its meaning and what to do.
  static let kinds: KeyValuePairs = [
    "invalid-query":
      "A parameter is unknown, or a value is not what it must be. `errors` names each parameter,"
      + " its value, what would be right, and often what was meant.",
    "not-found":
      "Nothing has this URL. `did_you_mean` names what has a similar one; / lists what there is.",
    "gone": "The record was deleted: `at` says when, `revision` by which revision.",
    "changes-gone":
      "The cursor is of another state of the database, such as before a restore, or of changes that"
      + " are no longer kept. Start again from /export.ndjson, which has a cursor.",
    "revision-not-reached":
      "`min_revision` names a revision that this server's data does not have yet. Repeat the request"
      + " after Retry-After seconds.",
    "several-meanings": "The name belongs to several records; `did_you_mean` lists their URLs.",
    "moved": "The record has another URL now: follow Location.",
    "no-such-form":
      "The form that is asked for by the path's extension, by `format` or by Accept is not there;"
      + " `did_you_mean` lists those that are.",
    "method-not-allowed": "The resource can only be read; Allow lists the methods.",
    "unknown-method": "The method is not one of RFC 9110.",
    "unsupported-media-type":
      "The request's content has a type that the resource does not take; `Accept-Post`, `Accept-Patch`"
      + " or `Accept` lists those that it takes.",
    "token-missing": "A change needs a token, as `Authorization: Bearer TOKEN`.",
    "invalid-token": "The token is unknown, has expired or has been revoked; `detail` says which.",
    "insufficient-scope": "The token allows less than this; WWW-Authenticate names what is needed.",
    "outside-limit":
      "The token is confined to a series or a conference, and this is not part of it.",
    "no-tokens":
      "Nobody may change anything until the operator makes a token: `catalog token new`.",
    "origin-not-allowed": "The operator has not named the page's origin as one that may write.",
    "token-in-query":
      "A token stands in the URL, where others may see it: send it as a header field.",
    "precondition-required":
      "A change must say which state it is for: by If-Match with the record's ETag, or by `if_revision`"
      + " with the revision that the record shows.",
    "invalid-record":
      "The content is refused, and nothing of it was written. `errors` names every mistake by a JSON"
      + " Pointer, with the value and what would be right.",
    "malformed-json": "The content is not JSON; `line` and `column` say where.",
    "id-taken": "Another record has the id; `url` leads to it.",
    "needed-by-others":
      "Other records need the one that is to be deleted; `needed_by` lists some. `?cascade=true` takes"
      + " them along, or takes the references out of them.",
    "invalid-idempotency-key": "The field Idempotency-Key is empty or too long.",
    "idempotency-key-under-way":
      "Another request with the same Idempotency-Key is being done: repeat it after Retry-After"
      + " seconds.",
    "idempotency-key-reused":
      "The same Idempotency-Key came with another method, URL or content; each request needs its own.",
    "too-many-requests":
      "The client has made more requests than it may. RateLimit-Policy tells the quota; repeat the"
      + " request after Retry-After seconds.",
    "disk-full":
      "The disk of the database is full: nothing was written. Repeat the request after Retry-After"
      + " seconds.",
    "precondition-failed": "If-Match or If-Unmodified-Since names another state of the answer.",
    "response-too-large":
      "The response would hold more records or bytes than one response may. Use a smaller `limit`,"
      + " fewer names in `include`, or the list of the included records; lists in other forms are"
      + " sent in parts and may be longer.",
    "query-budget":
      "The server stopped the request because it took longer than a request may. Narrow it, or ask"
      + " for fewer things.",
    "busy":
      "Too many requests of this client, or of all, wait for a reader of the database. Repeat it"
      + " after Retry-After seconds.",
    "damaged-data":
      "The database is damaged. The server answers no request for data until a check passes or its"
      + " operator restores a backup; /readyz says so too.",
    "data-unavailable":
      "The database cannot be read now, as it is locked or its disk fails. Repeat the request after"
      + " Retry-After seconds.",
    "not-ready":
      "/readyz alone: the server shuts down, or its database file is damaged, removed or replaced by"
      + " one that cannot be served. Others should be asked.",
    "refused":
      "The request is not valid HTTP/1.1, is over a limit of the server, or came too slowly;"
      + " `detail` says which. The connection is closed.",
    "internal-error": "A fault of the server. It is not the request's.",
  ]

  static let all = Operation("/problems", "What the kinds of error mean") { call in
    try call.checkArguments()
    return .document(
      call.document(list: kinds.map { $0 }) { json, kind in
        json.object { write(kind.key, kind.value, to: &$0, call.baseURL) }
      })
  }

  static let one = Operation("/problems/{problem}", "What one kind of error means") { call in
    try call.checkArguments()
    let name = call.capture("problem")
    guard let kind = kinds.first(where: { $0.key == name }) else {
      throw Problem.notFound(
        "problem", name, nearest: Suggestion.nearest(to: name, among: kinds.map(\.key), limit: 3))
    }
    return .document(call.document { write(kind.key, kind.value, to: &$0, call.baseURL) })
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
