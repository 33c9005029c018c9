import Catalog
import HTTP

/// A decoded item of a query.
typealias QueryItem = (name: String, value: String)

/// The values of a request's query, checked against the endpoint's parameters; every mistake is
/// collected.
final class Arguments {
  private(set) var mistakes: [Problem.Mistake] = []
  private let items: [QueryItem]
  private let parameters: [String: Parameter]
  private let today: Day
  private let path: String

  /// Names that shared links carry and that mean nothing here.
  private static func isPassedOver(_ name: String) -> Bool {
    name.hasPrefix("utm_") || name == "fbclid" || name == "gclid" || name == "_"
  }

  init(_ raw: String?, path: String, _ endpoint: Endpoint, now: Instant) {
    self.path = path
    parameters = Dictionary(uniqueKeysWithValues: endpoint.parameters.map { ($0.name, $0) })
    today = now.day()
    do {
      items = try Query.parse(raw ?? "").filter { !Self.isPassedOver($0.name) }
    } catch {
      items = []
      mistakes.append(
        .init(
          parameter: error.item, value: nil, code: "malformed",
          expected: "percent-encoded UTF-8, such as San%20Francisco"))
    }
    var once: Set<String> = []
    for item in items {
      guard let parameter = parameters[item.name] else {
        let nearest = Suggestion.nearest(
          to: item.name, among: endpoint.parameters.map(\.name), limit: 1)
        mistakes.append(
          .init(
            parameter: item.name, value: item.value, code: "unknown-parameter",
            expected: "one of "
              + endpoint.parameters.map(\.name).joined(separator: ", "),
            suggestion: nearest.first))
        continue
      }
      let isNew = once.insert(item.name).inserted
      switch parameter.kind {
      case .choices, .names, .fields: break
      default:
        if !isNew {
          mistakes.append(
            .init(
              parameter: item.name, value: item.value, code: "repeated",
              expected: "given once"))
        }
      }
    }
  }

  /// The question without its page and its looks, in one order: what a cursor is bound to.
  var canonical: String {
    path + "?"
      + PercentEncoding.query(
        items.filter { !["cursor", "limit", "pretty"].contains($0.name) }
          .sorted { ($0.name, $0.value) < ($1.name, $1.value) })
  }

  /// The question's items in the order in which they were asked.
  var asked: [QueryItem] { items }

  func report(
    _ name: String, _ value: String, expected: String? = nil, suggestion: String? = nil,
    code: String = "invalid-value"
  ) {
    mistakes.append(
      .init(
        parameter: name, value: value, code: code,
        expected: expected ?? parameters[name]?.expected ?? "", suggestion: suggestion))
  }

  private func values(_ name: String) -> [String] {
    items.filter { $0.name == name }.map(\.value)
  }

  func flag(_ name: String) -> Bool {
    guard let value = values(name).first else { return false }
    switch value {
    case "", "1", "true": return true
    case "0", "false": return false
    default:
      report(name, value)
      return false
    }
  }

  func integer(_ name: String) -> Int? {
    guard let value = values(name).first, case .integer(let range)? = parameters[name]?.kind else {
      return nil
    }
    guard let number = Int(value), range.contains(number) else {
      report(name, value)
      return nil
    }
    return number
  }

  /// Repeated and comma-separated values, each with whether it is excluded.
  private func list(_ name: String) -> [(value: String, excluded: Bool)] {
    values(name).flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
      .compactMap { part in
        let text = part.drop { $0 == " " }
        let excluded = text.hasPrefix("-")
        let value = String(excluded ? text.dropFirst() : text)
        guard !value.isEmpty else {
          report(name, value, expected: "a value that is not empty")
          return nil
        }
        return (value, excluded)
      }
  }

  /// Values out of the parameter's own list.
  func choices(_ name: String) -> Choice {
    var choice = Choice()
    guard case .choices(let allowed)? = parameters[name]?.kind else { return choice }
    for (value, excluded) in list(name) {
      guard let value = allowed.first(where: { $0 == value.lowercased() }) else {
        report(
          name, value,
          suggestion: Suggestion.nearest(to: value, among: allowed, limit: 1).first)
        continue
      }
      if excluded { choice.excluded.append(value) } else { choice.included.append(value) }
    }
    return choice
  }

  /// Values whose meaning the catalog knows: `resolve` gives what a name stands for, `known` what
  /// to suggest from.
  func names(
    _ name: String, resolve: (String) throws -> [String], known: () throws -> [String]
  ) rethrows -> Choice {
    // A name may hold a comma itself: "Boston, MA".
    let whole = values(name)
    if whole.count == 1, whole[0].contains(","), !whole[0].hasPrefix("-") {
      let meanings = try resolve(whole[0])
      if !meanings.isEmpty { return Choice(included: meanings) }
    }
    var choice = Choice()
    for (value, excluded) in list(name) {
      let meanings = try resolve(value)
      if meanings.isEmpty {
        report(
          name, value, expected: "one that the catalog knows",
          suggestion: Suggestion.nearest(to: value, among: try known(), limit: 1).first,
          code: "unknown-value")
      }
      if excluded { choice.excluded += meanings } else { choice.included += meanings }
    }
    return choice
  }

  func oneOf(_ name: String) -> String? {
    guard let value = values(name).first, case .oneOf(let allowed)? = parameters[name]?.kind else {
      return nil
    }
    guard allowed.contains(value) else {
      report(
        name, value, suggestion: Suggestion.nearest(to: value, among: allowed, limit: 1).first)
      return nil
    }
    return value
  }

  func fields(_ name: String) -> [String] {
    guard case .fields(let allowed)? = parameters[name]?.kind else { return [] }
    return list(name).compactMap { value, _ in
      if allowed.contains(value) { return value }
      report(
        name, value, suggestion: Suggestion.nearest(to: value, among: allowed, limit: 1).first)
      return nil
    }
  }

  func day(_ name: String) -> Day? {
    guard let value = values(name).first else { return nil }
    if value == "today" { return today }
    if let day = Day(value) { return day }
    // A plus that was not percent-encoded arrives as a space.
    if value.hasSuffix("d"), let sign = value.first, "+- ".contains(sign),
      let days = Int(value.dropFirst().dropLast()), (0...36_500).contains(days)
    {
      return today + (sign == "-" ? -days : days)
    }
    report(name, value)
    return nil
  }

  /// The first and the last day of a month.
  func month(_ name: String) -> (first: Day, last: Day)? {
    guard let value = values(name).first else { return nil }
    let parts = value.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, parts[1].count == 2, let year = Int(parts[0]),
      let month = Int(parts[1]), let first = Day(year: year, month: month, day: 1)
    else {
      report(name, value)
      return nil
    }
    return (first, first + (Day.days(in: month, of: year) - 1))
  }

  /// The page that is asked for.
  func page() -> PageRequest {
    var request = PageRequest(limit: integer("limit") ?? 50)
    guard let value = values("cursor").first else { return request }
    guard let cursor = Cursor(value), cursor.question == Cursor.fingerprint(canonical) else {
      report("cursor", value)
      return request
    }
    if cursor.backwards { request.before = cursor.key } else { request.after = cursor.key }
    return request
  }
}
