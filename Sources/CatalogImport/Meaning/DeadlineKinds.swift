/// Maps names of deadlines in lists to the kinds of the catalog.
enum DeadlineKinds {
  private static let kinds = [
    "abstract": "abstract", "abstract-deadline": "abstract", "paper": "paper",
    "submission": "paper", "full-paper": "paper", "deadline": "paper",
    "supplementary": "supplementary", "rebuttal-start": "rebuttal-start",
    "rebuttal-end": "rebuttal-end", "rebuttal-period-end": "rebuttal-end",
    "notification": "notification", "first-notification": "notification",
    "final-notification": "notification", "final-decision-date": "notification",
    "final-decision": "notification", "author-notification": "notification",
    "camera-ready": "camera-ready", "registration": "registration", "early-bird": "early-bird",
    "cfp": "talk-proposal", "tutorial-deadline": "tutorial-proposal",
    "workshop-deadline": "workshop-proposal",
  ]

  /// Returns the kind, or "other" for an unknown name, which becomes the kind's label.
  static func kind(_ text: String) -> String { kinds[SlugText.make([text])] ?? "other" }

  private static let ordinals = [
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "1st": 1, "2nd": 2,
    "3rd": 3, "4th": 4, "5th": 5, "6th": 6,
  ]

  /// Returns the round of a label that only names it: "first round", "Round 2", "Cycle 1"; nil for
  /// any other label.
  static func round(_ label: String?) -> Int? {
    guard let label else { return nil }
    let words = SlugText.make([label]).split(separator: "-").map(String.init)
    guard words.count == 2 else { return nil }
    if ["round", "cycle", "phase"].contains(words[0]), let number = Int(words[1]) {
      return (1...24).contains(number) ? number : nil
    }
    return ["round", "cycle", "phase"].contains(words[1]) ? ordinals[words[0]] : nil
  }
}
