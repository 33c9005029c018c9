package import CatalogModel

/// A decoded name and value of a query string.
package typealias QueryItem = (name: String, value: String)

/// The values of a request's query string, checked against the parameters of its endpoint; collects
/// all errors.
package final class Arguments {
  /// Maximum number of values of one parameter, repeated or separated by commas.
  package static let valueLimit = 100
  /// Maximum number of errors to report; items after the last of them are not checked.
  package static let mistakeLimit = 20
  /// Number of further unknown names for which to look for the nearest known name.
  private var suggestionsLeft = 3
  package private(set) var mistakes: [ParameterError] = []
  private let items: [QueryItem]
  /// The parameters of the endpoint.
  ///
  /// An array, since a dictionary for each request would cost more.
  package let declared: [Parameter]
  /// The items of declared parameters; others are never read.
  private var known: [QueryItem] = []
  /// Items without effect: unknown parameters of a lenient request, and values without a meaning.
  package private(set) var ignored: [String] = []
  /// The codes and slugs that values were resolved to, by parameter.
  package private(set) var meanings: [String: [String]] = [:]
  /// How values were understood, by parameter, for `explain`.
  package private(set) var readings: [String: String] = [:]
  package private(set) var isPretty = false
  package let today: Day
  package let now: Instant
  /// The name of the list's order, if it does not follow from the parameters.
  package var order = ""
  package let path: String

  /// Whether a parameter is one that shared links carry and that has no meaning here.
  private static func isPassedOver(_ name: String) -> Bool {
    name.hasPrefix("utm_") || name == "fbclid" || name == "gclid" || name == "_"
  }

  /// Checks the items of a query string; `malformed` is the name of one that could not be decoded.
  package init(
    _ items: [QueryItem], malformed: String? = nil, path: String, _ declared: [Parameter],
    now: Instant, isLenient: Bool = false
  ) {
    self.path = path
    self.declared = declared
    today = now.day()
    self.now = now
    self.items = items.filter { !Self.isPassedOver($0.name) }
    if let malformed {
      mistakes.append(
        ParameterError(
          parameter: malformed, value: nil, code: "malformed",
          expected: "percent-encoded UTF-8, such as San%20Francisco"))
    }
    var once: Set<String> = []
    for item in self.items where mistakes.count < Self.mistakeLimit {
      guard let parameter = declared.first(where: { $0.name == item.name }) else {
        if isLenient {
          ignored.append(item.name)
          continue
        }
        mistakes.append(Self.unknown(item, declared))
        continue
      }
      known.append(item)
      if !once.insert(item.name).inserted, !parameter.isRepeatable {
        mistakes.append(
          ParameterError(
            parameter: item.name, value: item.value, code: "repeated", expected: "given once"))
      }
    }
    let valueBytes = known.reduce(0) { $0 + 1 + $1.value.utf8.count }
    if valueBytes > Self.valueLimit { refuseTooManyValues() }
    // Reports invalid flags, also those that an operation reads late.
    for item in known {
      if case .flag? = expectation(of: item.name)?.kind { _ = flag(item.name) }
    }
    isPretty = flag("pretty")
  }

  /// Reports each parameter with more values than one request may look up, and drops its values.
  private func refuseTooManyValues() {
    var counts: [String: Int] = [:]
    for item in known {
      counts[item.name, default: 0] += 1 + item.value.utf8.count { $0 == UInt8(ascii: ",") }
    }
    for (name, count) in counts.sorted(by: { $0.key < $1.key }) where count > Self.valueLimit {
      guard let parameter = expectation(of: name), parameter.isRepeatable else { continue }
      known.removeAll { $0.name == name }
      report(
        name, "\(count) values", expected: "at most \(Self.valueLimit) values, not \(count)",
        code: "too-many-values")
    }
  }

  private static func unknown(_ item: QueryItem, _ declared: [Parameter]) -> ParameterError {
    let names = declared.map(\.name)
    var mistake = ParameterError(
      parameter: item.name, value: item.value, code: "unknown-parameter",
      expected: "one of " + names.joined(separator: ", "))
    guard let misnomer = Misnomer(item, among: declared) else {
      mistake.suggestion = Suggestion.nearest(to: item.name, among: names, limit: 1).first
      mistake.correction = mistake.suggestion.map { [($0, item.value)] }
      return mistake
    }
    mistake.suggestion = misnomer.parameters.first
    mistake.alternatives = Array(misnomer.parameters.dropFirst())
    mistake.advice = misnomer.advice
    mistake.correction = misnomer.items
    return mistake
  }

  /// The query string with every error corrected; `nil` if one of them has no or several
  /// corrections.
  package var corrected: [QueryItem]? {
    guard mistakes.count < Self.mistakeLimit else { return nil }
    var items = items
    for mistake in mistakes {
      let isOfName = mistake.code == "unknown-parameter"
      let index = items.firstIndex { item in
        item.name == mistake.parameter && (isOfName || item.value == mistake.value)
      }
      guard let index, let correction = mistake.correction else { return nil }
      items.replaceSubrange(index...index, with: correction)
    }
    return items
  }

  /// The items of the query string, in their order.
  package var asked: [QueryItem] { items }

  /// Reports an error in a parameter's value, unless there are `mistakeLimit` errors already.
  ///
  /// `expected` is by default the description of the values that the parameter accepts.
  package func report(
    _ name: String, _ value: String, expected: String? = nil, suggestion: String? = nil,
    code: String = "invalid-value"
  ) {
    var mistake = ParameterError(
      parameter: name, value: value, code: code,
      expected: expected ?? expectation(of: name)?.expected ?? "", suggestion: suggestion)
    // A suggestion may name another parameter: "region=Florida".
    if let suggestion {
      let halves = suggestion.split(separator: "=", maxSplits: 1).map(String.init)
      let isOther = halves.count == 2 && isDeclared(halves[0])
      mistake.correction = isOther ? [(halves[0], halves[1])] : [(name, suggestion)]
    }
    guard mistakes.count < Self.mistakeLimit, !mistakes.contains(mistake) else { return }
    mistakes.append(mistake)
  }

  /// Notes that a parameter had no effect, without reporting an error.
  package func passOver(_ name: String) { ignored.append(name) }

  /// Notes how a value was understood, for `explain`.
  package func note(_ name: String, _ reading: String) {
    readings[name] = reading
  }

  /// Returns the declaration of a parameter.
  package func expectation(of name: String) -> Parameter? { declared.first { $0.name == name } }

  /// Returns the kind of a parameter if the request has it.
  ///
  /// Checks that first, since most parameters are omitted.
  package func kind(of name: String) -> Parameter.Kind? {
    isGiven(name) ? expectation(of: name)?.kind : nil
  }

  package func isGiven(_ name: String) -> Bool { known.contains { $0.name == name } }

  /// Returns the values of a parameter as sent; empty if the request omits it.
  package func values(_ name: String) -> [String] {
    known.filter { $0.name == name }.map(\.value)
  }

  /// Whether a flag is set; false if the request omits it.
  package func flag(_ name: String) -> Bool {
    guard let value = values(name).first else { return false }
    switch value {
    case "", "1", "true": return true
    case "0", "false": return false
    default:
      report(name, value)
      return false
    }
  }

  /// Returns an integer within the parameter's range; `nil` if the parameter is omitted or invalid.
  package func integer(_ name: String) -> Int? {
    guard let value = values(name).first, case .integer(let range)? = expectation(of: name)?.kind
    else {
      return nil
    }
    guard let number = Int(value), range.contains(number) else {
      report(name, value)
      return nil
    }
    return number
  }

  /// Returns the repeated and comma-separated values, each with whether it is excluded.
  package func list(_ name: String) -> [(value: String, excluded: Bool)] {
    values(name).flatMap { parts(of: $0, name) }
  }

  private func parts(of text: String, _ name: String) -> [(value: String, excluded: Bool)] {
    text.split(separator: ",", omittingEmptySubsequences: false).compactMap { part in
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

  /// Returns values of the parameter's own list.
  package func choices(_ name: String) -> ValueFilter {
    var choice = ValueFilter()
    guard case .choices(let allowed)? = kind(of: name) else { return choice }
    for (value, excluded) in list(name) {
      guard let value = ValueSynonyms.canonicalValue(for: value, of: name, among: allowed) else {
        // "status=upcoming" is a value of `when`.
        let other = Misnomer.bareWord(value, among: declared)?.items?.first
        report(
          name, value,
          suggestion: Suggestion.nearest(to: value, among: allowed, limit: 1).first
            ?? other.map { "\($0.name)=\($0.value)" })
        continue
      }
      if excluded { choice.excluded.append(value) } else { choice.included.append(value) }
    }
    note(name, choice)
    return choice
  }

  private func note(_ name: String, _ choice: ValueFilter) {
    if !choice.isEmpty { meanings[name] = choice.included + choice.excluded.map { "-\($0)" } }
  }

  /// Returns integers, as text.
  package func integers(_ name: String) -> ValueFilter {
    var choice = ValueFilter()
    guard case .integers(let range)? = kind(of: name) else { return choice }
    for (value, excluded) in list(name) {
      guard let number = Int(value), range.contains(number) else {
        // "27" is the year 2027.
        let year = value.utf8.count == 2 ? Int(value).map { 2000 + $0 } : nil
        report(
          name, value,
          suggestion: year.flatMap { range.contains($0) ? "\($0)" : nil })
        continue
      }
      if excluded {
        choice.excluded.append("\(number)")
      } else {
        choice.included.append("\(number)")
      }
    }
    note(name, choice)
    return choice
  }

  /// Reads values that the catalog resolves.
  ///
  /// `resolve` returns what a name stands for, `known` the names to suggest, `listed` those that an
  /// error lists if they are fewer than the names to suggest, `elsewhere` another
  /// parameter that accepts the name, and `hint` where to look for names if `known` has only some.
  /// If no known name has a similar spelling and `comparesWords` is true, the suggestion is one
  /// that shares words with the value. `meant` returns a suggestion that precedes these.
  package func names(
    _ name: String, resolve: (String) throws -> [String], known: () throws -> [String],
    listed: (() throws -> [String])? = nil,
    elsewhere: (String) throws -> String? = { _ in nil }, hint: ((String) -> String)? = nil,
    comparesWords: Bool = false, meant: (String) -> String? = { _ in nil }
  ) rethrows -> ValueFilter {
    // An error lists the known names if they are few.
    func choices() throws -> String {
      let all = try listed?() ?? known()
      return (1...12).contains(all.count) ? ": " + all.joined(separator: ", ") : ""
    }
    var choice = ValueFilter()
    for text in values(name) {
      // A name may contain a comma: "Boston, MA".
      if text.utf8.contains(UInt8(ascii: ",")), !text.hasPrefix("-") {
        let meanings = try resolve(text)
        choice.included += meanings
        if !meanings.isEmpty { continue }
      }
      for (value, excluded) in parts(of: text, name) {
        let meanings = try resolve(value)
        if excluded { choice.excluded += meanings } else { choice.included += meanings }
        guard meanings.isEmpty else { continue }
        guard suggestionsLeft > 0 else {
          if mistakes.count == Self.mistakeLimit { return choice }
          report(name, value, expected: "a name or ID in the catalog", code: "unknown-value")
          continue
        }
        suggestionsLeft -= 1
        let other = try elsewhere(value)
        report(
          name, value,
          expected: "a name or ID in the catalog"
            + (try other.map { "; the catalog has this name as a \($0)" } ?? hint?(value)
              ?? choices()),
          suggestion: try other.map { "\($0)=\(value)" } ?? meant(value)
            ?? Self.separated(value, resolve)
            ?? Suggestion.nearest(to: value, among: try known(), limit: 1).first
            ?? (comparesWords ? Suggestion.sharingWords(with: value, among: try known()) : nil),
          code: "unknown-value")
      }
    }
    note(name, choice)
    return choice
  }

  /// Returns the names in a value that has other separators than commas: "nlp;cv", "nlp and cv".
  private static func separated(
    _ value: String, _ resolve: (String) throws -> [String]
  ) rethrows -> String? {
    let words = value.split { " ;|+/&".contains($0) }.map(String.init)
      .filter { !["and", "or"].contains($0.lowercased()) }
    guard words.count > 1, try words.allSatisfy({ try !resolve($0).isEmpty }) else { return nil }
    return words.joined(separator: ",")
  }

  /// Returns one of the parameter's values; `nil` if the parameter is omitted or invalid.
  package func oneOf(_ name: String) -> String? {
    guard let value = values(name).first, case .oneOf(let allowed)? = expectation(of: name)?.kind
    else {
      return nil
    }
    guard let value = ValueSynonyms.canonicalValue(for: value, of: name, among: allowed) else {
      report(
        name, value, suggestion: Suggestion.nearest(to: value, among: allowed, limit: 1).first)
      return nil
    }
    return value
  }

  /// Returns names of the parameter's own list, each once.
  package func fields(_ name: String) -> [String] {
    let allowed: [String]
    switch kind(of: name) {
    case .fields(let names)?: allowed = names
    case .members(let names)?: allowed = names.all
    default: return []
    }
    var fields: [String] = []
    for (value, excluded) in list(name) {
      guard !excluded, allowed.contains(value) else {
        report(
          name, excluded ? "-\(value)" : value,
          suggestion: Suggestion.nearest(to: value, among: allowed, limit: 1).first)
        continue
      }
      if !fields.contains(value) { fields.append(value) }
    }
    return fields
  }
}
