import CatalogModel

/// Maps names of sessions in programmes to the kinds of the catalog.
enum SessionKinds {
  private static let kinds: [String: String] = {
    var kinds: [String: String] = [:]
    for kind in Session.kinds { kinds[kind] = kind }
    let words: KeyValuePairs = [
      "keynote": "keynotes plenary invited-keynote keynote-talk keynote-speech",
      "invited-talk": "invited invited-speaker invited-talks",
      "paper": "papers long short findings main tacl cl",
      "oral": "orals oral-presentation oral-session paper-session main-oral",
      "poster": "posters poster-session main-poster poster-presentation poster-sessions",
      "panel": "panels panel-discussion podium round-table",
      "tutorial": "tutorials tut",
      "workshop": "workshops ws hands-on training",
      "demo": "demos demonstration system-demonstrations demonstrations",
      "exhibition": "stand exhibitor sponsor sponsors booth expo",
      "networking":
        "meetup meeting bof birds-of-a-feather self-organized-session assembly mentoring",
      "social": "socials party reception banquet dinner music performance concert social-event",
      "qa": "q-a q-and-a live-q-a zoom-q-a-session qanda",
      "opening": "opening-remarks opening-session opening-ceremony welcome",
      "closing": "closing-remarks closing-session closing-ceremony",
      "break": "breaks coffee coffee-break lunch lunch-break pause",
    ]
    for (kind, names) in words {
      for name in names.split(separator: " ") { kinds[String(name)] = kind }
    }
    return kinds
  }()

  /// Returns the kind of a label such as "Posters"; nil if it is unknown.
  static func kind(_ label: String?) -> String? {
    label.flatMap { kinds[SlugText.make([$0])] }
  }

  /// Returns the kind at the start or end of a title: "Keynote: ...", "Coffee Break 3B", "Poster
  /// Session".
  static func kind(ofTitle title: String) -> String? {
    let words = SlugText.make([title]).split(separator: "-").map(String.init)
    guard let first = words.first else { return nil }
    for count in [3, 2] where words.count >= count {
      if let kind = kinds[words.prefix(count).joined(separator: "-")], kind != "paper" {
        return kind
      }
    }
    switch first {
    case "keynote", "plenary": return "keynote"
    case "poster", "posters": return "poster"
    case "tutorial", "workshop", "panel", "opening", "closing", "demo": return kinds[first]
    case "coffee", "lunch", "break": return "break"
    case "banquet", "reception", "social", "dinner": return "social"
    default: return nil
    }
  }
}
