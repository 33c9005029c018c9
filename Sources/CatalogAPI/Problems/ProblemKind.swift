import CatalogForm

/// The kinds of problems that the server sends (RFC 9457): the last part of the problem's type.
enum ProblemKind: String, CaseIterable, Sendable {
  case invalidQuery = "invalid-query"
  case notFound = "not-found"
  case gone
  case historyUnknown = "history-unknown"
  case changesGone = "changes-gone"
  case revisionNotReached = "revision-not-reached"
  case rangeNotSatisfiable = "range-not-satisfiable"
  case severalMeanings = "several-meanings"
  case moved
  case noSuchForm = "no-such-form"
  case methodNotAllowed = "method-not-allowed"
  case unknownMethod = "unknown-method"
  case unsupportedMediaType = "unsupported-media-type"
  case tokenMissing = "token-missing"
  case invalidToken = "invalid-token"
  case insufficientScope = "insufficient-scope"
  case outsideLimit = "outside-limit"
  case noTokens = "no-tokens"
  case originNotAllowed = "origin-not-allowed"
  case tokenInQuery = "token-in-query"
  case preconditionRequired = "precondition-required"
  case invalidRecord = "invalid-record"
  case malformedJson = "malformed-json"
  case idTaken = "id-taken"
  case neededByOthers = "needed-by-others"
  case invalidIdempotencyKey = "invalid-idempotency-key"
  case idempotencyKeyUnderWay = "idempotency-key-under-way"
  case idempotencyKeyReused = "idempotency-key-reused"
  case tooManyRequests = "too-many-requests"
  case diskFull = "disk-full"
  case preconditionFailed = "precondition-failed"
  case responseTooLarge = "response-too-large"
  case queryBudget = "query-budget"
  case busy
  case damagedData = "damaged-data"
  case dataUnavailable = "data-unavailable"
  case notReady = "not-ready"
  case refused
  case internalError = "internal-error"

  static var described: [(name: String, meaning: String)] {
    allCases.map { ($0.rawValue, $0.meaning) }
  }

  /// Its name as a heading: "Invalid query" for "invalid-query".
  var displayName: String {
    switch self {
    case .malformedJson: "Malformed JSON"
    case .idTaken: "ID taken"
    case .invalidIdempotencyKey: "Invalid Idempotency-Key"
    case .idempotencyKeyUnderWay: "Idempotency-Key under way"
    case .idempotencyKeyReused: "Idempotency-Key reused"
    default: CodeText.of(rawValue)
    }
  }

  /// The meaning and the remedy, for the manual, OpenAPI and /problems.
  var meaning: String {
    switch self {
    case .invalidQuery:
      "A parameter or value is invalid. `errors` lists each parameter, its value, what is expected"
        + " and, if possible, a suggestion."
    case .notFound:
      "No resource has this URL. `did_you_mean` lists similar ones; / lists all collections."
    case .gone:
      "The record was deleted at the time `at`, by the revision `revision`."
    case .historyUnknown:
      "The request asks for a state from before the history of the catalog, which begins at the time"
        + " `at`, with the revision `revision`."
    case .changesGone:
      "The cursor belongs to another state of the database, such as before a restore, or to"
        + " changes that have been removed from the log. Start again from /export.ndjson, which"
        + " has a cursor."
    case .revisionNotReached:
      "The data of this server does not have the revision of `min_revision` yet. Repeat the"
        + " request after Retry-After seconds."
    case .rangeNotSatisfiable:
      "No byte of the content lies in the requested Range; Content-Range has its length."
    case .severalMeanings:
      "The name belongs to several records; `did_you_mean` lists their URLs."
    case .moved:
      "The record has another URL. Follow Location."
    case .noSuchForm:
      "The output format requested by the extension, `format` or Accept is not available;"
        + " `did_you_mean` lists the available ones."
    case .methodNotAllowed:
      "The resource does not support the method; Allow lists the methods."
    case .unknownMethod:
      "The method is not one of RFC 9110."
    case .unsupportedMediaType:
      "The resource does not accept the media type of the content; `Accept-Post`, `Accept-Patch`"
        + " or `Accept` lists the types that it accepts."
    case .tokenMissing:
      "The request needs a token. Send it as `Authorization: Bearer TOKEN`."
    case .invalidToken:
      "The token is unknown, has expired or has been revoked; `detail` says which."
    case .insufficientScope:
      "The token does not have the required scope; WWW-Authenticate names it."
    case .outsideLimit:
      "The token is limited to a series or a conference, and the record is not part of it."
    case .noTokens:
      "The server has no tokens. The operator creates one with `catalog token new`."
    case .originNotAllowed:
      "The operator has not listed the origin of the page as one that may write."
    case .tokenInQuery:
      "The URL contains a token, and others can see it. Send the token in the Authorization field."
    case .preconditionRequired:
      "A change must name the version that it is based on: by If-Match with the ETag of the"
        + " record, or by `if_revision` with its revision."
    case .invalidRecord:
      "The content is invalid and nothing was written. `errors` lists every error with a JSON"
        + " Pointer, the value and what is expected."
    case .malformedJson:
      "The content is not JSON; `line` and `column` are the position of the error."
    case .idTaken:
      "Another record has the ID; `url` is its address."
    case .neededByOthers:
      "Other records refer to the record that you want to delete; `needed_by` lists some."
        + " `?cascade=true` deletes them, or removes their references."
    case .invalidIdempotencyKey:
      "The Idempotency-Key field is empty or too long."
    case .idempotencyKeyUnderWay:
      "Another request with the same Idempotency-Key is in progress. Repeat the request after"
        + " Retry-After seconds."
    case .idempotencyKeyReused:
      "The Idempotency-Key was used with another method, URL or content. Use a new key for each"
        + " request."
    case .tooManyRequests:
      "The client has exceeded its request rate. RateLimit-Policy has the quota; repeat the"
        + " request after Retry-After seconds."
    case .diskFull:
      "The disk of the database is full: nothing was written. Repeat the request after Retry-After"
        + " seconds."
    case .preconditionFailed:
      "If-Match or If-Unmodified-Since does not match the current version."
    case .responseTooLarge:
      "The response would exceed the maximum number of records or bytes. Use a smaller `limit`,"
        + " fewer names in `include`, or the list of the included records. Lists in other output"
        + " formats are streamed and can be longer."
    case .queryBudget:
      "The request exceeded the time limit. Add filters, or request fewer records or facets."
    case .busy:
      "Too many requests, of this client or of all clients, wait for a database reader. Repeat the"
        + " request after Retry-After seconds."
    case .damagedData:
      "The database is damaged. The server answers no request for data until a check passes or its"
        + " operator restores a backup; /readyz says so too."
    case .dataUnavailable:
      "The database cannot be read because it is locked or its disk fails. Repeat the request"
        + " after Retry-After seconds."
    case .notReady:
      "Only from /readyz: the server is shutting down, or its database file is damaged, removed or"
        + " replaced by an invalid one. Send requests to another server."
    case .refused:
      "The request is invalid HTTP/1.1, exceeds a limit of the server, or arrived too slowly;"
        + " `detail` says which. The server closes the connection."
    case .internalError:
      "An error of the server, not of the request."
    }
  }
}
