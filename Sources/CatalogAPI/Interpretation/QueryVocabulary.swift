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
    case .month, .filter("city", _), .filter("region", _), .filter("country", _),
      .filter("near", _):
      true
    default: false
    }
  }

  var isPlace: Bool {
    if case .month = self { false } else { isPlaceOrMonth }
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
    if let kind = sessionKinds[one] { return [.sessionKind(kind)] }
    if let kind = deadlineKinds[one] { return [.deadlineKind(kind)] }
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
    if expectations.contains(words) { meanings.append(.filter("expected", "only")) }
    if let radius = radius(words) { meanings.append(.filter("radius", radius)) }
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
    words += ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    return words.filter { $0.count > 4 && !$0.contains(" ") }.sorted()
  }()

  /// Whether a word may ask for a list, without looking at the data.
  static func mayAskForList(_ text: SearchText) -> Bool {
    text.wanted.contains { term in
      term.words.contains(where: Period.isPart) || date(term.piece) != nil
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

  /// The value of `kind` for deadlines by which one submits a paper.
  static let papers = "abstract,paper"

  /// Returns the distance in "within 200 km of", as a value of `radius`.
  private static func radius(_ words: String) -> String? {
    var text = words.hasPrefix("within ") ? words.dropFirst(7) : words[...]
    for ending in [" of", " from", " around"] where text.hasSuffix(ending) {
      text = text.dropLast(ending.count)
    }
    let digits = text.prefix(while: \.isNumber)
    let units = [
      "km": "km", "kms": "km", "kilometers": "km", "kilometres": "km", "kilometer": "km",
      "mi": "mi", "mile": "mi", "miles": "mi",
    ]
    return digits.isEmpty || digits.count > 4
      ? nil : units[text.dropFirst(digits.count).filter { $0 != " " }].map { "\(digits)\($0)" }
  }

  /// Words for deadlines that are not announced.
  private static let expectations: Set<String> = [
    "expected", "estimated", "predicted", "projected", "likely", "probable",
  ]

  /// Returns the month or day that digits stand for: "2027-05", "5/2027", "10.5.2027".
  static func date(_ word: String) -> WordMeaning? {
    let parts = word.split(omittingEmptySubsequences: false) { "-./".contains($0) }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, (2...3).contains(parts.count) else { return nil }
    let isYearFirst = parts[0].utf8.count == 4
    let order = isYearFirst ? numbers : numbers.reversed()
    guard (isYearFirst || parts.last?.utf8.count == 4), (1950...2100).contains(order[0]),
      (1...12).contains(order[1])
    else { return nil }
    if order.count == 2 { return .month(order[1], year: order[0]) }
    // With slashes, the day or the month can come first.
    guard isYearFirst || word.contains("."),
      let month = Day(year: order[0], month: order[1], day: 1)
    else { return nil }
    return Period("\(order[2]) \(MonthName.english[month.components.month - 1]) \(order[0])").map {
      .period($0)
    }
  }

  private static let calls: Set<String> = [
    "cfp", "call for paper", "submission deadline", "paper submission deadline",
    "submission date", "calls for paper", "open call", "submission", "paper submission",
    "submit", "submit paper", "submit a paper", "submit my paper", "submit my work", "submitting",
    "submitting a paper", "publish", "publish a paper", "publish paper", "accepting submission",
    "accepting paper", "accept submission", "accept paper", "taking submission",
    "appel a communication", "appel a contribution", "appels a communication", "soumission",
    "soumettre", "einreichung", "einreichungen", "einreichen", "envio de articulo", "convocatoria",
  ]
  /// Session kinds in several words.
  private static let sessionKinds = [
    "keynote speaker": "keynote", "invited speaker": "invited-talk", "keynote talk": "keynote",
    "keynote session": "keynote", "keynote address": "keynote", "plenary": "keynote",
    "plenary talk": "keynote", "oral paper": "oral", "oral presentation": "oral",
    "oral session": "oral", "poster session": "poster", "poster presentation": "poster",
    "panel discussion": "panel", "panel session": "panel", "demo session": "demo",
    "demo paper": "demo",
    "tutorial session": "tutorial", "networking event": "networking", "social event": "social",
  ]
  /// Deadline kinds in other words.
  private static let deadlineKinds = [
    "rebuttal": "rebuttal-start,rebuttal-end", "rebuttal period": "rebuttal-start,rebuttal-end",
    "rebuttal phase": "rebuttal-start,rebuttal-end",
    "author response": "rebuttal-start,rebuttal-end",
    "author rebuttal": "rebuttal-start,rebuttal-end",
    "author notification": "notification", "notification date": "notification",
    "acceptance notification": "notification", "notification of acceptance": "notification",
    "acceptance decision": "notification", "paper decision": "notification",
    "final decision": "notification", "decision": "notification",
    "decision notification": "notification", "decision date": "notification",
    "camera ready version": "camera-ready",
    "camera ready paper": "camera-ready", "camera ready submission": "camera-ready",
    "abstract submission": "abstract", "abstract registration": "abstract",
    "supplementary material": "supplementary", "supplemental material": "supplementary",
    "early bird": "early-bird,registration", "early bird registration": "early-bird,registration",
    "early registration": "early-bird,registration", "call for workshop": "workshop-proposal",
    "call for workshop proposal": "workshop-proposal", "call for tutorial": "tutorial-proposal",
    "call for tutorial proposal": "tutorial-proposal", "call for speaker": "talk-proposal",
    "call for talk": "talk-proposal", "call for presentation": "talk-proposal",
    "call for proposal": "talk-proposal,tutorial-proposal,workshop-proposal",
    "talk submission": "talk-proposal", "submit a talk": "talk-proposal",
    "submit abstract": "abstract",
    "submit an abstract": "abstract",
    "propose a talk": "talk-proposal", "give a talk": "talk-proposal",
    "propose a workshop": "workshop-proposal", "organize a workshop": "workshop-proposal",
    "propose a tutorial": "tutorial-proposal",
  ]
  /// Words that ask for what is near a city, and of these the ones for the nearest.
  static let nearness: Set<String> = ["near", "around", "nearby", "nearest", "closest"]
  static let nearest: Set<String> = ["nearest", "closest"]
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
  static let smallFillers: Set<String> = [
    "ab", "be", "con", "de", "el", "es", "est", "ist", "it", "la", "le", "mit", "my", "son",
  ]
  private static let workshops: Set<String> = ["atelier", "taller", "tallere"]
  /// Words that narrow nothing, praise among them; the last lines are German, French, Spanish and
  /// Italian.
  private static let fillers = Set(
    """
    a about all am an and any are around at attend been being best biggest by can city close
    closest could date dates do does during famous find for friendly from give go going good
    great happen happening happens has have having held hosted how i if important in interested
    is its join largest latest leading list location looking major me most near nearby nearest need next of on
    only or place please popular recommended related should show starting still take takes taking
    tell than that the their there this to top upon versus vs want was we were what whats when
    whens where wheres which who whose will with would you
    au aux avec bis celebra cual cuales cuando dans das dem der deroule deroulent des die
    donde dove du en esta et finden findet fur gibt gibts hay im kann las les lieu los nach
    oder ont ou para pour quand quando que quel quelle quelles quels se sind sobre sono sont
    statt sur tient uber und von wann welche welcher welches wo zu zum zur
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
    "fecha limite": .deadline, "fechas limite": .deadline, "abgabefrist": .deadline,
    "abgabefristen": .deadline, "einreichungsfrist": .deadline, "einreichungsfristen": .deadline,
    "einreichfrist": .deadline, "abgabetermin": .deadline, "einsendeschluss": .deadline,
    "date limite de soumission": .deadline, "dates limites de soumission": .deadline,
    "dates limites": .deadline, "fecha limite de envio": .deadline,
    "fechas limite de envio": .deadline, "scadenza": .deadline, "scadenze": .deadline,
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
