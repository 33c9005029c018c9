import CatalogModel

/// Titles of deadlines: kind and round, in the same words for every conference.
enum DeadlineTitles {
  /// Returns the titles of a conference's deadlines, without its name, by the IDs; all titles
  /// differ.
  ///
  /// Deadlines that would have the same title get, as far as necessary, the label as published, the
  /// time as published, and the ID.
  static func all(of deadlines: [Deadline]) -> [String: String] {
    var titles: [String: String] = [:]
    var rest = deadlines
    for level in 0..<levels where !rest.isEmpty {
      let candidates = rest.map { ($0, title($0, level: level)) }
      let counts = Dictionary(candidates.map { ($0.1, 1) }, uniquingKeysWith: +)
      rest = []
      for (deadline, title) in candidates {
        if counts[title] == 1 || level == levels - 1 {
          titles[deadline.id] = title
        } else {
          rest.append(deadline)
        }
      }
    }
    return titles
  }

  private static let levels = 4

  private static func title(_ deadline: Deadline, level: Int) -> String {
    var title = deadline.kindInWords
    let details = [deadline.label, deadline.local, deadline.id]
    for detail in details.prefix(level).compactMap(\.self) where !title.contains(detail) {
      title += " (\(detail))"
    }
    return title
  }
}

extension Deadline {
  /// For example "abstract deadline, round 1"; with a label that adds something: "paper deadline
  /// (industry track)".
  fileprivate var kindInWords: String {
    var words = Self.kindsInWords[kind] ?? label ?? kindLabel?.replacing("_", with: " ") ?? "date"
    if let round, !words.contains("\(round)") { words += ", round \(round)" }
    if let label, words != label, labelSaysMore { words += " (\(label))" }
    if standing == "extended" { words += " (later extended)" }
    return words
  }

  /// Whether the label has a word that does not follow from kind and round.
  private var labelSaysMore: Bool {
    let words = (label ?? "").lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return words.contains { word in
      if Self.usualWords.contains(word) || kind.contains(word) { return false }
      guard let round else { return true }
      return !Self.roundWords.contains(word) && word != "\(round)"
    }
  }

  private static let kindsInWords = [
    "abstract": "abstract deadline", "paper": "paper deadline",
    "supplementary": "supplementary material deadline", "rebuttal-start": "rebuttal begins",
    "rebuttal-end": "rebuttal ends", "notification": "notification",
    "camera-ready": "camera-ready deadline", "registration": "registration deadline",
    "early-bird": "early-bird registration deadline",
    "workshop-proposal": "workshop proposal deadline",
    "tutorial-proposal": "tutorial proposal deadline",
    "talk-proposal": "talk proposal deadline", "submission-opens": "submissions open",
  ]

  private static let usualWords: Set = [
    "a", "acceptance", "and", "author", "authors", "camera", "conference", "date", "deadline",
    "deadlines", "decision", "decisions", "due", "end", "ends", "final", "for", "full", "material",
    "materials", "of", "paper", "papers", "period", "ready", "rebuttal", "release", "start",
    "starts", "submission", "submissions", "the", "to", "version",
  ]

  private static let roundWords: Set = [
    "round", "cycle", "first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th",
  ]
}
