import Catalog
import CatalogModel
import JSON

/// The documentation at the `type` URL of every problem.
enum ProblemEndpoints {
  static let list = [all, one]

  static let all = Operation("/problems", "All problem types with their meaning") { call in
    try call.checkArguments()
    return .document(
      ResponseJSON(call).document(list: ProblemKind.allCases) { json, kind in
        json.object { write(kind, to: &$0, call.baseURL) }
      })
  }

  static let one = Operation("/problems/{problem}", "The meaning of one problem type") { call in
    try call.checkArguments()
    let name = call.capture("problem")
    guard let kind = ProblemKind(rawValue: name) else {
      let names = ProblemKind.allCases.map(\.rawValue)
      throw Problem.notFound(
        "problem", name, nearest: Suggestion.nearest(to: name, among: names, limit: 3))
    }
    return .document(ResponseJSON(call).document { write(kind, to: &$0, call.baseURL) })
  }

  private static func write(_ kind: ProblemKind, to json: inout JSONWriter, _ base: String) {
    json.member("type", "problem")
    json.member("id", kind.rawValue)
    json.member("url", "\(base)/problems/\(kind.rawValue)")
    json.member("meaning", kind.meaning)
  }
}
