/// Synonyms and spelling variants of the values that a parameter lists.
package enum ValueSynonyms {
  /// Returns the value that a text stands for; `nil` if there is none.
  ///
  /// Ignores case, whether words are joined by spaces, hyphens or underscores, and a plural.
  package static func canonicalValue(
    for text: String, of parameter: String, among allowed: [String]
  )
    -> String?
  {
    let plain = plain(text)
    if let value = allowed.first(where: { Self.plain($0) == plain }) { return value }
    let meanings = synonyms[parameter]
    let other =
      meanings?[plain] ?? (plain.hasSuffix("s") ? meanings?[String(plain.dropLast())] : nil)
    if let value = other?.first(where: allowed.contains) { return value }
    return plain.hasSuffix("s") ? allowed.first { "\(Self.plain($0))s" == plain } : nil
  }

  /// The values that each synonym can stand for; of several, a parameter lists one.
  private static let synonyms: [String: [String: [String]]] = [
    "expected": ["": ["include"], "1": ["include"], "true": ["include"], "yes": ["include"]],
    "format": [
      "online": ["virtual"], "remote": ["virtual"], "digital": ["virtual"],
      "onsite": ["in-person"], "on-site": ["in-person"], "inperson": ["in-person"],
      "offline": ["in-person"], "physical": ["in-person"], "mixed": ["hybrid"],
    ],
    "has": ["programme": ["sessions"], "program": ["sessions"], "schedule": ["sessions"]],
    "kind": [
      "submission": ["paper"], "full-paper": ["paper"], "cfp": ["paper"],
      "call-for-papers": ["paper"], "abstract-submission": ["abstract"],
      "paper-submission": ["paper"], "talk": ["oral"], "presentation": ["oral"],
      "meetup": ["networking"],
    ],
    "phase": [
      "future": ["upcoming"], "ahead": ["upcoming"], "next": ["upcoming"], "now": ["ongoing"],
      "current": ["ongoing"], "over": ["past"],
    ],
    "sort": [
      "date": ["start", "at"], "dates": ["start", "at"], "day": ["start", "at"],
      "time": ["start", "at"], "start": ["at"], "next-deadline": ["deadline", "at"],
      "deadline": ["at"], "title": ["name"], "modified": ["updated"], "closest": ["distance"],
      "near": ["distance"], "rank": ["relevance"], "score": ["relevance"],
    ],
    "status": [
      "canceled": ["cancelled"], "online": ["moved-online"], "upcoming": ["open"],
      "future": ["open"], "active": ["open"], "closed": ["passed"], "past": ["passed"],
      "expired": ["passed"], "over": ["passed"],
    ],
    "view": ["short": ["brief"], "compact": ["brief"], "card": ["brief"], "all": ["full"]],
    "when": ["soon": ["upcoming"], "next": ["upcoming"], "current": ["ongoing"], "over": ["past"]],
  ]

  private static func plain(_ text: String) -> String {
    String(text.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
  }
}
