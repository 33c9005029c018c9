import HTTP

/// The representation that a request asks for, and the rest of its target.
///
/// An extension of the path takes precedence over `format=`, and that over Accept.
struct RepresentationChoice: Sendable {
  /// The path without an extension.
  var segments: [String]
  /// The query without `format=`, if that names a representation.
  var query: String?
  /// The extension of the path, without its dot.
  private var fileExtension: String?
  /// The representation that `format=` names.
  private var named: Representation?
  /// The extension with its dot; "" if there is none.
  var suffix = ""

  init(_ target: Target, _ router: Router) {
    segments = target.segments
    query = target.rawQuery
    takeExtension(router)
    takeFormat()
  }

  /// Removes the empty fields that a browser's form submits.
  mutating func removeEmptyItems() {
    query = query.map {
      $0.split(separator: "&").filter { !$0.hasSuffix("=") }.joined(separator: "&")
    }
  }

  private mutating func takeExtension(_ router: Router) {
    guard let last = segments.last, last.utf8.contains(UInt8(ascii: ".")),
      !router.hasFixed(last), let dot = last.lastIndex(of: "."), dot > last.startIndex
    else { return }
    let name = String(last[last.index(after: dot)...])
    segments[segments.count - 1] = String(last[..<dot])
    suffix = ".\(name)"
    fileExtension = name
  }

  /// Removes the first `format=` that names a representation from the query; other values may be a
  /// filter.
  private mutating func takeFormat() {
    guard let query, Self.mayName(query, "format=") else { return }
    var items = query.split(separator: "&", omittingEmptySubsequences: false)
    guard
      let index = items.firstIndex(where: { item in
        item.hasPrefix("format=") && Self.form(item) != nil
      })
    else { return }
    let form = Self.form(items.remove(at: index))
    self.query = items.isEmpty ? nil : items.joined(separator: "&")
    if suffix.isEmpty, let form {
      named = form
      // Links in the response lead to the same representation.
      suffix = ".\(form.fileExtension)"
    }
  }

  private static func form(_ item: Substring) -> Representation? {
    Representation.all.first { $0.name == item.dropFirst("format=".count) }
  }

  /// Whether an item of a query begins with a text; found without parsing the query.
  private static func mayName(_ query: String, _ start: String) -> Bool {
    var rest = query.utf8[...]
    while !rest.starts(with: start.utf8) {
      guard let end = rest.firstIndex(of: UInt8(ascii: "&")) else { return false }
      rest = rest[rest.index(after: end)...]
    }
    return true
  }

  /// Returns the representation to respond in.
  ///
  /// - Throws: a 406 problem that lists the available representations.
  func form(of endpoint: Operation, accept: String?) throws(Problem) -> Representation {
    let offers = endpoint.forms
    guard let first = offers.first else { return .json }
    if let fileExtension {
      guard let form = offers.named(byExtension: fileExtension) else {
        throw .noSuchForm(fileExtension, offers)
      }
      return form
    }
    if let named {
      guard offers.contains(named) else { throw .noSuchForm(named.name, offers) }
      return named
    }
    guard let accept, accept != "*/*" else { return first }
    guard let index = Negotiation.choose(offers.map(\.mediaType), accept: accept) else {
      // A browser shows the JSON of a resource that has no page.
      if accept.contains("text/html"), !offers.contains(.html) { return first }
      throw .noSuchForm(accept, offers)
    }
    return offers[index]
  }
}

extension Problem {
  static func noSuchForm(_ asked: String, _ offers: [Representation]) -> Problem {
    let list = offers.map { ".\($0.fileExtension) (\($0.typeName))" }.joined(separator: ", ")
    return Problem(
      status: .notAcceptable, kind: .noSuchForm,
      detail: "There is no output format \"\(asked)\" for this resource. The available formats are"
        + " \(list).",
      suggestions: offers.map(\.typeName))
  }
}
