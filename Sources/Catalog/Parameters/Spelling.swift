/// Synonyms and spelling variants of the values that a parameter lists.
package enum ValueSynonyms {
  /// Returns the value that a text stands for; `nil` if there is none.
  ///
  /// Ignores case and whether words are joined by spaces, hyphens or underscores.
  package static func canonicalValue(
    for text: String, of parameter: String, among allowed: [String]
  )
    -> String?
  {
    let plain = plain(text)
    if let value = allowed.first(where: { Self.plain($0) == plain }) { return value }
    guard let other = synonyms[parameter]?[plain], allowed.contains(other) else { return nil }
    return other
  }

  private static let synonyms = [
    "format": [
      "online": "virtual", "remote": "virtual", "digital": "virtual", "onsite": "in-person",
      "on-site": "in-person", "inperson": "in-person", "offline": "in-person",
      "physical": "in-person", "mixed": "hybrid",
    ],
    "phase": ["future": "upcoming", "now": "ongoing", "current": "ongoing", "over": "past"],
    "sort": [
      "date": "start", "dates": "start", "day": "start", "time": "start", "title": "name",
      "modified": "updated", "closest": "distance", "near": "distance", "rank": "relevance",
      "score": "relevance",
    ],
    "status": ["canceled": "cancelled", "online": "moved-online"],
    "when": ["soon": "upcoming", "next": "upcoming", "current": "ongoing", "over": "past"],
  ]

  private static func plain(_ text: String) -> String {
    String(text.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
  }
}
