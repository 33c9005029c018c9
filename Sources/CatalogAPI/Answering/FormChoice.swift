import HTTP

/// Which form a request asks for, and what it asks besides.
///
/// An extension of the path wins over `format=`, and that over Accept.
struct FormChoice: Sendable {
  /// The path without an extension.
  var segments: [String]
  /// The query without the form.
  var query: String?
  /// The form that the extension or the query names; nil where they name none.
  var named: Form?
  /// An extension that names no form.
  var unknownExtension: String?
  /// The extension with its dot; "" where there is none.
  var suffix = ""

  init(_ target: Target, _ router: Router) {
    segments = target.segments
    query = target.rawQuery
    takeExtension(router)
    takeFormat()
  }

  private mutating func takeExtension(_ router: Router) {
    guard let last = segments.last, last.utf8.contains(UInt8(ascii: ".")),
      !router.hasFixed(last), let dot = last.lastIndex(of: ".")
    else { return }
    let name = String(last[last.index(after: dot)...])
    segments[segments.count - 1] = String(last[..<dot])
    suffix = ".\(name)"
    named = Form(rawValue: name)
    if named == nil { unknownExtension = name }
  }

  /// Takes the first `format=` that names a form out of the query; others may be a filter.
  private mutating func takeFormat() {
    guard let query, Self.mayName(query, "format=") else { return }
    var items = query.split(separator: "&", omittingEmptySubsequences: false)
    guard
      let index = items.firstIndex(where: { item in
        item.hasPrefix("format=") && Form(rawValue: String(item.dropFirst(7))) != nil
      })
    else { return }
    let form = Form(rawValue: String(items.remove(at: index).dropFirst(7)))
    self.query = items.isEmpty ? nil : items.joined(separator: "&")
    if suffix.isEmpty, let form {
      named = form
      // Links in the answer lead to the same form.
      suffix = ".\(form.fileExtension)"
    }
  }

  /// Whether an item of a query begins so; told without taking the query apart.
  private static func mayName(_ query: String, _ start: String) -> Bool {
    var rest = query.utf8[...]
    while !rest.starts(with: start.utf8) {
      guard let end = rest.firstIndex(of: UInt8(ascii: "&")) else { return false }
      rest = rest[rest.index(after: end)...]
    }
    return true
  }

  /// The form to answer in.
  ///
  /// Throws a 406 that lists what there is.
  func form(of endpoint: Endpoint, accept: String?) throws(Problem) -> Form {
    let offers = endpoint.forms
    guard let first = offers.first else { return .json }
    if let unknownExtension { throw .noSuchForm(unknownExtension, offers) }
    if let named {
      guard offers.contains(named) else { throw .noSuchForm(named.rawValue, offers) }
      return named
    }
    guard let accept, accept != "*/*" else { return first }
    guard let index = Negotiation.choose(offers.map(\.mediaType), accept: accept) else {
      throw .noSuchForm(accept, offers)
    }
    return offers[index]
  }
}

extension Problem {
  static func noSuchForm(_ asked: String, _ offers: [Form]) -> Problem {
    let list = offers.map { ".\($0.fileExtension) (\($0.typeName))" }.joined(separator: ", ")
    return Problem(
      status: .notAcceptable, kind: "no-such-form",
      detail: "There is no form \"\(asked)\" of this. There is \(list).",
      suggestions: offers.map(\.typeName))
  }
}
