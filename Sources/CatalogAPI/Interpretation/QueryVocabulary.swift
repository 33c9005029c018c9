import Catalog
import CatalogModel

/// A meaning of words in a query, besides the words themselves.
enum WordMeaning {
  /// Words that no filter needs: "in", "the".
  case filler
  /// A kind of record: "conferences".
  case kind(RecordKind)
  /// "cfp", "call for papers".
  case callForPapers
  /// "tutorials", "keynote".
  case sessionKind(String)
  /// "symposium", "workshops".
  case conferenceKind(String)
  /// A value of the parameter `when`: "upcoming", "next month".
  case time(String)
  /// A month by its number, and the year if the words name one.
  case month(Int, year: Int?)
  /// The name and the value of a parameter that means the same in every list.
  case filter(String, String)

  var isAudience: Bool {
    if case .filter("audience", _) = self { true } else { false }
  }

  var isPlaceOrMonth: Bool {
    switch self {
    case .month, .filter("city", _), .filter("region", _), .filter("country", _): true
    default: false
    }
  }

  /// Whether words with this meaning ask for a list.
  var asksForList: Bool {
    switch self {
    case .kind, .callForPapers, .sessionKind, .conferenceKind, .time: true
    default: false
    }
  }
}

/// The vocabulary that does not depend on the data.
enum QueryVocabulary {
  static func meanings(of words: String) -> [WordMeaning] {
    if fillers.contains(words) { return [.filler] }
    let one = singular(words)
    if ["cfp", "call for paper", "calls for paper"].contains(one) { return [.callForPapers] }
    if let kind = kinds[one] { return [.kind(kind)] }
    var meanings: [WordMeaning] = []
    let joined = one.replacing(" ", with: "-")
    if Conference.kinds.contains(joined) { meanings.append(.conferenceKind(joined)) }
    if Session.kinds.contains(joined), !["other", "break", "opening", "closing"].contains(joined) {
      meanings.append(.sessionKind(joined))
    }
    if let time = times[words] { meanings.append(.time(time)) }
    if let month = month(words) { meanings.append(month) }
    let isFormat = Conference.formats.contains(joined)
    if let status = Spelling.choice(one, of: "status", among: ["cancelled", "postponed"]) {
      meanings.append(.filter("status", status))
    }
    if let format = isFormat
      ? joined : Spelling.choice(joined, of: "format", among: Conference.formats)
    {
      meanings.append(.filter("format", format))
    }
    return meanings
  }

  /// The single words of the vocabulary that are long enough for spelling corrections.
  static let words: [String] = {
    var words = Array(kinds.keys) + Array(times.keys) + months
    words += Conference.kinds + Session.kinds + Conference.formats
    return words.filter { $0.count > 4 && !$0.contains(" ") }.sorted()
  }()

  /// Whether a word may ask for a list, without looking at the data.
  static func mayAskForList(_ text: SearchText) -> Bool {
    text.wanted.contains { term in
      meanings(of: term.words.joined(separator: " ")).contains(where: \.asksForList)
    }
  }

  static func isConference(_ words: String) -> Bool {
    if case .kind(.conference)? = meanings(of: words).first { true } else { false }
  }

  private static func singular(_ word: String) -> String {
    if word == "symposia" { return "symposium" }
    if word.hasSuffix("ies"), word != "series" { return word.dropLast(3) + "y" }
    return word.hasSuffix("s") && word != "series" ? String(word.dropLast()) : word
  }

  private static func month(_ words: String) -> WordMeaning? {
    let parts = words.split(separator: " ")
    guard let name = parts.first, name.count >= 3, parts.count <= 2,
      let index = months.firstIndex(where: { $0 == name || $0.prefix(3) == name })
    else { return nil }
    guard parts.count == 2 else { return .month(index + 1, year: nil) }
    guard let year = Int(parts[1]), (1950...2100).contains(year) else { return nil }
    return .month(index + 1, year: year)
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
  private static let fillers: Set<String> = [
    "a", "all", "an", "and", "any", "are", "at", "by", "during", "find", "for", "from", "held",
    "in",
    "is", "list", "near", "of", "on", "or", "show", "taking", "that", "the", "to", "what", "where",
    "which", "with", "about", "me", "place", "when", "who", "how", "does", "do", "i", "can",
    "there",
    "take", "takes", "next",
  ]
  private static let kinds: [String: RecordKind] = [
    "conference": .conference, "event": .conference, "meeting": .conference,
    "edition": .conference, "session": .session, "talk": .session, "presentation": .session,
    "speaker": .speaker, "series": .series, "track": .track, "venue": .venue, "topic": .topic,
    "deadline": .deadline,
  ]
  private static let times = [
    "upcoming": "upcoming", "future": "upcoming", "coming": "upcoming", "past": "past",
    "previous": "past", "ongoing": "ongoing", "current": "ongoing", "now": "ongoing",
    "open": "open", "today": "today", "tomorrow": "tomorrow", "this week": "this-week",
    "next week": "next-week",
    "this month": "this-month", "next month": "next-month", "this year": "this-year",
    "next year": "next-year",
  ]
}
