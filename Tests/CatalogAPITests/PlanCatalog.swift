import Catalog
import CatalogModel

/// A catalog in which nearly every record has the first value of each filter, and a few have the
/// second: more records than are ever sorted, and some that are few.
enum PlanCatalog {
  /// Of these, every fiftieth is a rare one.
  static let conferences = 2_050

  static var document: String {
    var records: [String: [String]] = [:]
    func add(_ collection: String, _ record: String) {
      records[collection, default: []].append(record)
    }
    for number in 0..<conferences {
      let isRare = number % 50 == 7
      func value(_ usual: String, _ rare: String) -> String { isRare ? rare : usual }
      let year = isRare ? 2040 : 2026 + number % 2
      let month = two(number % 12 + 1)
      let day = "\(year)-\(month)-\(two(number % 20 + 1))"
      add(
        "conferences",
        """
        {"id":"c-\(number)","name":"\(value("Common", "Unusual")) \(number)",
        "year":\(year),"series":["\(value("main", "side"))"],
        "kind":"\(value("conference", "summit"))",
        "status":"\(value("scheduled", "cancelled"))","format":"\(value("hybrid", "virtual"))",
        "dates":{"edtf":"\(day)/\(day)"},"topics":["\(value("nlp", "vision"))"],
        "audiences":["\(value("student", "founder"))"],
        "verification":{"state":"\(value("unverified", "official"))"},
        \(isRare ? "\"links\":[{\"rel\":\"home\",\"url\":\"https://x.test\"}]," : "")
        "locations":[{"venue":"Hall","city":"\(value("Boston", "Paris"))","country":"\(value("US", "FR"))",
        "region":"\(value("US-MA", "FR-IDF"))","precision":"city","certainty":"stated"}],
        "deadlines":[{"id":"a","kind":"\(value("paper", "abstract"))",
        "local":"\(year)-01-\(two(number % 20 + 1)) 23:59:59","time_zone_declared":"AoE"},
        {"id":"b","kind":"paper"}]}
        """)
      for name in ["one", "two"] {
        add(
          "tracks",
          """
          {"id":"c-\(number)-\(name)","conference":"c-\(number)",
          "name":"\(value("Common", "Unusual")) \(name)"}
          """)
      }
      add("speakers", "{\"id\":\"p-\(number)\",\"name\":\"\(value("Common", "Unusual")) P\"}")
      for hour in 1...2 {
        add(
          "sessions",
          """
          {"id":"c-\(number)-\(hour)","conference":"c-\(number)",
          "track":"c-\(number)-one",\(number == 7 ? "\"room\":\"c-7-room\"," : "")"kind":"\(value("paper", "keynote"))",
          "title":"\(value("Common", "Unusual")) \(number)","speakers":["p-\(number)"],
          "language":"\(value("en", "de"))","level":"\(value("beginner", "expert"))",
          "format":"\(value("virtual", "hybrid"))","status":"\(value("scheduled", "cancelled"))",
          "starts_at":"\(day)T1\(hour):00:00Z","ends_at":"\(day)T1\(hour):30:00Z"}
          """)
      }
    }
    let collections = records.map { "\"\($0.key)\":[\($0.value.joined(separator: ","))]" }
    return """
      {"topics":[{"id":"ai","label":"AI"},{"id":"nlp","label":"NLP","broader":["ai"]},
      {"id":"vision","label":"Vision"}],
      "audiences":[{"id":"student","label":"Student"},{"id":"founder","label":"Founder"}],
      "places":[{"id":"boston","kind":"city","name":"Boston","country":"US","region":"US-MA",
      "geo":{"lat":42.4,"lon":-71.1}},
      {"id":"paris","kind":"city","name":"Paris","country":"FR","region":"FR-IDF",
      "geo":{"lat":48.9,"lon":2.4}}],
      "rooms":[{"id":"c-7-room","conference":"c-7","name":"Room"}],
      "series":[{"id":"main","name":"Main","rankings":[{"system":"core","value":"A"}]},
      {"id":"side","name":"Side","rankings":[{"system":"core","value":"B"}]}],
      \(collections.joined(separator: ","))}
      """
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Values of each filter: those that most records have, then those that few have or none.
  ///
  /// Nil for a parameter that chooses no records.
  static func values(_ parameter: String, _ kind: RecordKind?) -> (usual: [String], rare: [String])?
  {
    switch parameter {
    case "topic": (["nlp", "ai", "-vision"], ["vision", "-ai"])
    case "topic.exact": (["nlp", "-vision"], ["vision"])
    case "audience": (["student"], ["founder"])
    case "series": (["main", "-side"], ["side"])
    case "city": (["Boston"], ["Paris"])
    case "region": (["US-MA"], ["FR-IDF"])
    case "country": (["US", "-FR"], ["FR"])
    case "near": (["42,-71"], ["48,2"])
    case "year": (["2026", "2026,2027"], ["2040"])
    case "verified": (["unverified", "-official"], ["official"])
    case "rank": (["core:A"], ["core:B"])
    case "has": (["sessions", "dates"], ["links", "data_issues"])
    case "session_kind": (["keynote", "-panel"], ["panel"])
    case "deadline.kind": (["paper", "-abstract"], ["abstract"])
    case "deadline.from": (["2020-01-01"], ["2039-01-01"])
    case "deadline.to": (["2039-01-01"], ["2020-01-01"])
    case "deadline.within": (["12m"], ["1d"])
    case "within": (["24m"], ["1d"])
    case "format":
      kind == .session ? (["virtual"], ["hybrid"]) : (["hybrid", "-virtual"], ["virtual"])
    case "kind":
      switch kind {
      case .session: (["paper", "paper,keynote"], ["keynote"])
      case .deadline: (["paper"], ["abstract"])
      case .series: (["recurring"], ["umbrella"])
      case .place: (["city"], ["country"])
      case .guideItem: (["tip"], [])
      default: (["conference", "-summit"], ["summit"])
      }
    case "status": kind == .deadline ? (["open", "tba"], []) : (["scheduled"], ["cancelled"])
    case "phase":
      switch kind {
      case .conference: (["past", "-upcoming"], ["ongoing"])
      case .deadline: (["past", "-upcoming"], [])
      default: (["past", "-upcoming"], ["ongoing"])
      }
    case "id", "conference", "avoid":
      parameter == "avoid" ? (["c-7"], []) : ([], ["c-7", "c-7,c-8"])
    case "from": (["2026-02-01"], ["2039-01-01"])
    case "to": (["2027-12-01"], ["2026-01-01"])
    case "month": ([], ["2040-08"])
    case "when": (["upcoming"], ["2040"])
    case "q": (["common", "-unusual"], ["unusual", "\"unusual 7\""])
    case "updated_since": (["2020-01-01"], ["2100-01-01"])
    case "track": ([], ["c-7-one"])
    case "speaker": ([], ["p-7"])
    case "room": ([], ["c-7-room"])
    case "language": (["en"], ["de"])
    case "level": (["beginner"], ["expert"])
    case "type": (["session"], ["topic"])
    default: nil
    }
  }

  /// Parameters that choose no records, or only together with others.
  static let others: Set<String> = [
    "radius", "match", "sort", "fields", "include", "facets", "tz", "total", "explain", "limit",
    "cursor", "pretty", "vague", "literal", "expected", "view", "layout",
    "min_revision", "alarm", "papers",
  ]
}
