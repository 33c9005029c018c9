import Catalog
import CatalogForm
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
  /// Days that no value of `when` names: "next spring".
  case period(Period)
  /// "Notification", "camera-ready".
  case deadlineKind(String)
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
    case .period(let period): !period.isVague
    default: false
    }
  }

  /// Whether words with this meaning, and no others, ask for what takes place at a time.
  var isTime: Bool {
    switch self {
    case .time(let time): !["open", "past", "ongoing"].contains(time)
    case .period(let period): !period.isVague
    case .month(_, let year): year != nil
    default: false
    }
  }
}

/// The vocabulary that does not depend on the data.
enum QueryVocabulary {
  static func meanings(of words: String) -> [WordMeaning] {
    if fillers.contains(words) { return [.filler] }
    let one = singular(words)
    if calls.contains(one) { return [.callForPapers] }
    if let kind = speakers[one] { return [.sessionKind(kind)] }
    if let kind = kinds[one] ?? kinds[words] { return [.kind(kind)] }
    var meanings: [WordMeaning] = []
    let joined = workshops.contains(one) ? "workshop" : one.replacing(" ", with: "-")
    if Conference.kinds.contains(joined) { meanings.append(.conferenceKind(joined)) }
    if Session.kinds.contains(joined), !["other", "break", "opening", "closing"].contains(joined) {
      // Many programmes tell how a paper is presented instead of that it is one.
      meanings.append(.sessionKind(joined == "paper" ? "paper,oral" : joined))
    }
    if Deadline.kinds.contains(joined), joined != "other" {
      meanings.append(.deadlineKind(joined))
    }
    if let time = times[words] { meanings.append(.time(time)) }
    if let month = month(words) {
      meanings.append(month)
    } else if let period = Period(words), times[words] == nil {
      meanings.append(.period(period))
    }
    let isFormat = Conference.formats.contains(joined)
    if let status = ValueSynonyms.canonicalValue(
      for: one, of: "status", among: ["cancelled", "postponed"])
    {
      meanings.append(.filter("status", status))
    }
    if let format = isFormat
      ? joined : ValueSynonyms.canonicalValue(for: joined, of: "format", among: Conference.formats)
    {
      meanings.append(.filter("format", format))
    }
    return meanings
  }

  /// The single words of the vocabulary that are long enough for spelling corrections.
  static let words: [String] = {
    var words = Array(kinds.keys) + Array(times.keys) + MonthName.english
    words += Conference.kinds + Session.kinds + Conference.formats
    return words.filter { $0.count > 4 && !$0.contains(" ") }.sorted()
  }()

  /// Whether a word may ask for a list, without looking at the data.
  static func mayAskForList(_ text: SearchText) -> Bool {
    text.wanted.contains { term in
      term.words.contains(where: Period.isPart)
        || meanings(of: term.words.joined(separator: " ")).contains(where: \.asksForList)
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
    guard let name = parts.first.map(String.init), parts.count <= 2,
      let month = MonthName.number(name)
    else { return nil }
    guard parts.count == 2 else {
      return MonthName.ambiguous.contains(name) ? nil : .month(month, year: nil)
    }
    guard let year = Int(parts[1]), (1950...2100).contains(year) else { return nil }
    return .month(month, year: year)
  }

  private static let calls: Set<String> = [
    "cfp", "call for paper", "calls for paper", "submission", "paper submission", "submit",
    "submit paper", "submit a paper", "submit my paper", "submitting", "submitting a paper",
    "publish", "publish a paper", "publish paper",
  ]
  /// The sessions of speakers.
  private static let speakers = ["keynote speaker": "keynote", "invited speaker": "invited-talk"]
  /// The places of adjectives.
  static let places = [
    "african": "Africa", "american": "United States", "asian": "Asia", "australian": "Australia",
    "austrian": "Austria", "british": "United Kingdom", "canadian": "Canada", "chinese": "China",
    "dutch": "Netherlands", "european": "Europe", "french": "France", "german": "Germany",
    "greek": "Greece", "indian": "India", "irish": "Ireland", "italian": "Italy",
    "japanese": "Japan", "korean": "South Korea", "latin american": "Latin America",
    "north american": "North America", "portuguese": "Portugal", "scandinavian": "Scandinavia",
    "south american": "South America", "spanish": "Spain", "swedish": "Sweden",
    "swiss": "Switzerland",
  ]
  /// Fillers in small letters only: in capitals they are codes of places.
  static let smallFillers: Set<String> = ["de", "el", "la", "le"]
  private static let workshops: Set<String> = ["atelier", "taller", "tallere"]
  /// Words that narrow nothing, praise among them; some are of German, French and Spanish.
  private static let fillers = Set(
    """
    a all am an and any are at by can city date dates do does during find for from go going
    happening held how i in is list location me most near next of on or place please show still take
    takes taking that the there to what whats when whens where wheres which who will with about
    around be related best biggest famous good great important largest latest leading major
    popular recommended top au aux das dem der des die du en et fur im las les los oder ou para
    pour sobre sur uber und von zu zum zur
    """.split(whereSeparator: \.isWhitespace).map(String.init))
  private static let kinds: [String: RecordKind] = [
    "conference": .conference, "event": .conference, "meeting": .conference,
    "edition": .conference, "session": .session, "talk": .session, "presentation": .session,
    "speaker": .speaker, "series": .series, "track": .track, "venue": .venue, "topic": .topic,
    "deadline": .deadline, "due date": .deadline, "konferenz": .conference,
    "konferenzen": .conference, "tagung": .conference, "tagungen": .conference,
    "kongress": .conference, "kongresse": .conference, "congress": .conference,
    "veranstaltung": .conference, "veranstaltungen": .conference, "congres": .conference,
    "colloque": .conference, "conferencia": .conference, "congreso": .conference,
    "conferenza": .conference, "conferenze": .conference, "congresso": .conference,
    "congressi": .conference, "convegno": .conference, "convegni": .conference,
    "evento": .conference, "frist": .deadline, "fristen": .deadline, "echeance": .deadline,
    "date limite": .deadline, "dates limite": .deadline, "plazo": .deadline,
    "fecha limite": .deadline, "fechas limite": .deadline,
  ]
  private static let times = [
    "upcoming": "upcoming", "future": "upcoming", "coming": "upcoming", "past": "past",
    "kommende": "upcoming", "nachste": "upcoming", "nachsten": "upcoming",
    "prochain": "upcoming", "prochaine": "upcoming", "prochains": "upcoming",
    "prochaines": "upcoming", "proximo": "upcoming", "proximos": "upcoming",
    "proxima": "upcoming", "proximas": "upcoming", "last": "past", "previous": "past",
    "ongoing": "ongoing", "current": "ongoing", "now": "ongoing",
    "open": "open", "soon": "upcoming", "closing soon": "closing", "due soon": "closing",
    "ending soon": "closing", "closing": "closing", "due": "closing", "today": "today",
    "tomorrow": "tomorrow", "this week": "this-week",
    "next week": "next-week",
    "this month": "this-month", "next month": "next-month", "this year": "this-year",
    "next year": "next-year",
  ]
}
