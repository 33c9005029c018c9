import Catalog
import HTTP

extension Result<Response, any Error> {
  /// Returns the response, or that of the problem that stopped the read.
  ///
  /// Calls `logServerError` with a line for a server error.
  func response(to request: Request, logServerError: (String) -> Void) -> Response {
    let problem: Problem
    switch self {
    case .success(let response): return response
    case .failure(let error as Problem): problem = error
    case .failure(let error):
      switch CatalogFault(error) {
      case .overBudget: problem = .overBudget
      case .busy: problem = .busy
      case .damaged, .unavailable(isDamaged: true): problem = .damaged
      case .unavailable, .diskFull: problem = .unavailable
      case .unwritable, nil:
        problem = .internalError
        let target = "\(request.target.rawPath)?\(request.target.rawQuery ?? "")"
        let fault = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
        logServerError("request \(request.id): \(request.method) \(target.prefix(500)): \(fault)")
      }
    }
    return problem.response(to: request)
  }
}

extension Problem {
  fileprivate static let overBudget = Problem(
    status: .serviceUnavailable, kind: .queryBudget,
    detail:
      "The request exceeded the time limit. Add filters, or request fewer records or facets.")

  fileprivate static let busy = Problem(
    status: .serviceUnavailable, kind: .busy,
    detail: "Too many requests are waiting. Repeat the request after Retry-After seconds.")

  fileprivate static let unavailable = Problem(
    status: .serviceUnavailable, kind: .dataUnavailable,
    detail:
      "The database cannot be read at the moment. Repeat the request after Retry-After seconds.")

  fileprivate static let internalError = Problem(
    status: .internalServerError, kind: .internalError,
    detail: "The server could not produce the response because of an error of its own.")

  static let damaged = Problem(
    status: .serviceUnavailable, kind: .damagedData,
    detail: "The database is damaged. The server answers no request for data until a check passes"
      + " or its operator restores a backup.")
}
