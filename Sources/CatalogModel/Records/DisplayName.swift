extension Conference {
  /// "NeurIPS 2026": the acronym, or else the name, with the year.
  public var displayName: String { Self.displayName(acronym, name, year) }

  package static func displayName(_ acronym: String?, _ name: String, _ year: Int?) -> String {
    let short = acronym ?? name
    guard let year, !short.contains(String(year)) else { return short }
    return "\(short) \(year)"
  }

  /// The address of its home page.
  public var website: String? { link("home") }

  /// The address of its first link of a relation.
  public func link(_ rel: String) -> String? { links.first { $0.rel == rel }?.url }
}
