import Catalog
import CatalogModel
import JSON

/// The documentation at the `type` URL of every problem.
enum ProblemEndpoints {
  static let list = [all, one]

  static let all = Operation(
    "/problems", "All problem types with their meaning", content: .page
  ) { call in
    try call.checkArguments()
    let json = ResponseJSON(call).document(list: ProblemKind.allCases) { json, kind in
      json.object { write(kind, to: &$0, call.baseURL) }
    }
    let page = OperationPage(title: "Problems") { page in
      page.paragraph(
        "The types of error responses, which are `application/problem+json` documents (RFC 9457).")
      page.element("ul", ["class": "rows"]) { page in
        for kind in ProblemKind.allCases {
          page.element("li") { page in
            page.element("h2") {
              $0.link(kind.displayName, "\(call.baseURL)/problems/\(kind.rawValue)")
            }
            page.paragraph(kind.meaning)
          }
          page.raw("\n")
        }
      }
    }
    return .page(json, page)
  }

  static let one = Operation(
    "/problems/{problem}", "The meaning of one problem type", content: .page
  ) { call in
    try call.checkArguments()
    let name = call.capture("problem")
    guard let kind = ProblemKind(rawValue: name) else {
      let names = ProblemKind.allCases.map(\.rawValue)
      throw Problem.notFound(
        "problem", name, nearest: Suggestion.nearest(to: name, among: names, limit: 3))
    }
    let page = OperationPage(title: kind.displayName, parent: ("Problems", "problems")) { page in
      page.paragraph(kind.meaning)
      page.paragraph("In the `type` of an error response: `/docs#problem-\(kind.rawValue)`")
      page.element("p") {
        $0.link("Problems in the manual", "\(call.baseURL)/docs#problem-\(kind.rawValue)")
      }
    }
    return .page(ResponseJSON(call).document { write(kind, to: &$0, call.baseURL) }, page)
  }

  private static func write(_ kind: ProblemKind, to json: inout JSONWriter, _ base: String) {
    json.member("type", "problem")
    json.member("id", kind.rawValue)
    json.member("url", "\(base)/problems/\(kind.rawValue)")
    json.member("meaning", kind.meaning)
  }
}
