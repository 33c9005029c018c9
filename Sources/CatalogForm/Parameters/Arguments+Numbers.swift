package import CatalogModel

/// Numbers, distances, time zones and sort orders.
extension Arguments {
  package func isDeclared(_ name: String) -> Bool { expectation(of: name) != nil }

  /// Returns a number in decimal digits, without an exponent.
  package static func decimal(_ text: Substring) -> Double? {
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-.".contains($0)) }) else { return nil }
    return Double(text)
  }

  /// Returns a distance such as "100km" or "60mi", in kilometres.
  package func kilometres(_ name: String) -> Double? {
    guard let value = values(name).first else { return nil }
    let text = value.lowercased()
    let factor = text.hasSuffix("mi") ? 1.609_344 : 1
    let digits = text.hasSuffix("km") || text.hasSuffix("mi") ? text.dropLast(2) : text[...]
    guard let number = Self.decimal(digits), (1...20_000).contains(number * factor) else {
      report(name, value)
      return nil
    }
    return number * factor
  }

  /// Returns the rules of a time zone.
  package func zone(_ name: String) -> TimeZoneRules? {
    guard let value = values(name).first else { return nil }
    if let rules = try? TimeZoneRules(named: value) { return rules }
    // A plus sign that was not percent-encoded arrives as a space.
    let spellings = [value, value.replacing(" ", with: "+")]
    for spelling in spellings where !ZoneAbbreviation.isAmbiguous(spelling) {
      switch DeclaredZone(spelling) {
      case .rules(let rules)?: return rules
      case .fixed(let offset)?: return TimeZoneRules(offset: offset)
      case nil: continue
      }
    }
    let meanings = ZoneAbbreviation.offsets(value)
    report(
      name, value,
      expected: meanings.isEmpty
        ? nil
        : "one time zone, such as \(meanings[0]) (\(value) stands for "
          + "\(meanings.joined(separator: ", ")))",
      suggestion: meanings.isEmpty ? TimeZoneRules.suggestion(for: value) : nil)
    return nil
  }

  /// Returns the sort keys, each at most once.
  package func sort(_ name: String) -> [SortTerm] {
    guard case .sort(let allowed)? = kind(of: name) else { return [] }
    var named: Set<String> = []
    return list(name).compactMap { value, descending in
      guard named.insert(value).inserted else {
        report(name, value, expected: "a list that names each key once", code: "repeated")
        return nil
      }
      if allowed.contains(value) { return SortTerm(name: value, descending: descending) }
      // "start desc", "start:asc".
      let words = value.lowercased().split { " :".contains($0) }.map(String.init)
      let isOrdered = words.count == 2 && ["asc", "desc"].contains(words[1])
      let key = isOrdered ? words[0] : value
      let meant =
        allowed.first { $0 == key } ?? ValueSynonyms.canonicalValue(
          for: key, of: name, among: allowed)
        ?? Suggestion.nearest(to: key, among: allowed, limit: 1).first
      report(
        name, value,
        suggestion: meant.map { isOrdered && words[1] == "desc" ? "-\($0)" : $0 })
      return nil
    }
  }
}
