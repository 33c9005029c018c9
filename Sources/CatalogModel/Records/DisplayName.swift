extension Conference {
  /// The acronym, or else the name, with the year: "NeurIPS 2026".
  public var displayName: String { Self.displayName(acronym, name, year) }

  package static func displayName(_ acronym: String?, _ name: String, _ year: Int?) -> String {
    let short = acronym ?? name
    guard let year, !short.contains(String(year)) else { return short }
    return "\(short) \(year)"
  }

  /// The URL of the home page.
  public var website: String? { link("home") }

  /// Returns the URL of the first link with a relation.
  public func link(_ rel: String) -> String? { links.first { $0.rel == rel }?.url }
}
