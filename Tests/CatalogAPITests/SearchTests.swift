import Foundation
import HTTP
import JSON
import SQLite
import Testing

@testable import Catalog
@testable import CatalogAPI
@testable import CatalogForm
@testable import CatalogModel

/// What a person types into a search, and the record that must come first.
struct Typed: Sendable, CustomTestStringConvertible {
  let path: String
  let words: String
  let first: String?
  let parameters: String
  var testDescription: String { "\(path)?q=\(words) \(parameters)" }

  init(_ path: String, _ words: String, _ first: String?, parameters: String = "") {
    (self.path, self.words, self.first, self.parameters) = (path, words, first, parameters)
  }
}

@Suite struct `Search as people type` {
  static let now = Instant.parse(rfc3339: "2026-11-29T12:00:00Z")?.instant ?? .now

  static let document = """
    {"topics":[{"id":"ai","label":"Artificial intelligence","alt_labels":["AI"]},
      {"id":"nlp","label":"Natural language processing","alt_labels":["NLP"],"broader":["ai"]},
      {"id":"reinforcement-learning","label":"Reinforcement learning","alt_labels":["RL"]},
      {"id":"decision-intelligence","label":"Decision intelligence"},
      {"id":"generative-ai","label":"Generative AI","alt_labels":["wins"]},
      {"id":"deep-learning","label":"Deep learning","alt_labels":["founder"]}],
    "audiences":[{"id":"student","label":"Students"},
      {"id":"founder","label":"Founders","alt_labels":["founder"]}],
    "places":[{"id":"us","kind":"country","name":"United States","country":"US","alt_names":["USA"]},
      {"id":"de","kind":"country","name":"Germany","country":"DE"},
      {"id":"fr","kind":"country","name":"France","country":"FR"},
      {"id":"anguilla","kind":"country","name":"Anguilla","country":"AI"},
      {"id":"europe","kind":"continent","name":"Europe","countries":["AI","DE","FR"]},
      {"id":"us-ma","kind":"region","name":"Massachusetts","alt_names":["MA"],"country":"US","region":"US-MA"},
      {"id":"us-tx","kind":"region","name":"Texas","country":"US","region":"US-TX"},
      {"id":"texas","kind":"city","name":"Texas","country":"DE"},
      {"id":"bonn","kind":"city","name":"Bonn","country":"DE"},
      {"id":"imagen","kind":"city","name":"Imagen","country":"KE"},
      {"id":"cambridge","kind":"city","name":"Cambridge","country":"US","region":"US-MA",
        "geo":{"lat":42.37,"lon":-71.11}},
      {"id":"boston","kind":"city","name":"Boston","country":"US","region":"US-MA",
        "geo":{"lat":42.36,"lon":-71.06}},
      {"id":"berlin","kind":"city","name":"Berlin","country":"DE","geo":{"lat":52.52,"lon":13.4}},
      {"id":"springfield-il","kind":"city","name":"Springfield","country":"US","region":"US-IL",
        "geo":{"lat":39.8,"lon":-89.64}},
      {"id":"springfield-ma","kind":"city","name":"Springfield","country":"US","region":"US-MA",
        "geo":{"lat":42.3,"lon":-71.6}}],
    "series":[
      {"id":"iclr","name":"ICLR","rankings":[{"system":"core","value":"A*"}],"full_name":"International Conference on Learning Representations"},
      {"id":"neurips","name":"NeurIPS","full_name":"Conference on Neural Information Processing Systems","aliases":["NIPS"]},
      {"id":"emnlp","name":"EMNLP","full_name":"Empirical Methods in Natural Language Processing"},
      {"id":"wins","name":"WINS"},{"id":"lots","name":"LOTS"},
      {"id":"gen-a","name":"Gen A","topics":["generative-ai"]},
      {"id":"gen-b","name":"Gen B","topics":["generative-ai"]},
      {"id":"gen-c","name":"Gen C","topics":["generative-ai"]},
      {"id":"gen-d","name":"Gen D","topics":["generative-ai"]},
      {"id":"gen-e","name":"Gen E","topics":["generative-ai"]},
      {"id":"aim","name":"AIM"},{"id":"agent-days","name":"Agent Days"},
      {"id":"odd-days","name":"Odd Days","topics":["decision-intelligence"]}],
    "conferences":[
      {"id":"iclr-2026","name":"International Conference on Learning Representations","acronym":"ICLR",
        "year":2026,"series":["iclr"],"dates":{"edtf":"2026-04-23/2026-04-27"},"topics":["deep-learning"]},
      {"id":"iclr-2027","name":"International Conference on Learning Representations","acronym":"ICLR",
        "year":2027,"series":["iclr"],"dates":{"edtf":"2027-04-23/2027-04-27"},"topics":["deep-learning"]},
      {"id":"iclr-2028","name":"International Conference on Learning Representations","acronym":"ICLR",
        "year":2028,"series":["iclr"],"topics":["deep-learning"]},
      {"id":"workshop-at-iclr-2027","name":"ICLR 2027 Workshop on Agents for ICLR 2027 in Bonn","year":2027,
        "kind":"workshop","dates":{"edtf":"2027-04-28"},"topics":["deep-learning"],
        "locations":[{"city":"Bonn","country":"DE","precision":"city"}]},
      {"id":"neurips-2026","name":"Conference on Neural Information Processing Systems",
        "acronym":"NeurIPS","year":2026,"series":["neurips"],"dates":{"edtf":"2026-12-09/2026-12-13"},
        "topics":["ai"],"audiences":["student"],"format":"hybrid",
        "locations":[{"city":"Sydney","country":"AU","precision":"city"}]},
      {"id":"aim-2026","name":"Third Conference on Intelligence and Machines","acronym":"AIM","year":2026,
        "series":["aim"],"dates":{"edtf":"2026-04-27/2026-04-29"},
        "summary":"A multidisciplinary meeting."},
      {"id":"meeting-2020","name":"Annual Meeting","year":2020,"dates":{"edtf":"2020-04-27"},
        "summary":"A multidisciplinary meeting."},
      {"id":"emnlp-2023","name":"Empirical Methods in Natural Language Processing","acronym":"EMNLP",
        "year":2023,"series":["emnlp"],"dates":{"edtf":"2023-12-06/2023-12-10"},"topics":["nlp"],
        "locations":[{"city":"Boston","region":"US-MA","country":"US","precision":"city"}]},
      {"id":"emnlp-2027","name":"Empirical Methods in Natural Language Processing","acronym":"EMNLP",
        "year":2027,"series":["emnlp"],"dates":{"edtf":"2027-03-06/2027-03-10"},"topics":["nlp"],"audiences":["founder"],
        "deadlines":[{"id":"a","kind":"abstract","local":"2026-11-29 12:30"},
          {"id":"b","kind":"paper","local":"2026-11-30 12:00"},{"id":"c","kind":"paper","local":"2026-12-03"},
          {"id":"d","kind":"notification","local":"2027-02-01"}],
        "locations":[{"city":"Boston","region":"US-MA","country":"US","precision":"city"}]},
      {"id":"agents-workshop-2027","name":"Agents Workshop Planning Days","year":2027,
        "dates":{"edtf":"2027-09-01"}},
      {"id":"planning-2027","name":"Agents of the Workshop for Planning","year":2027,
        "summary":"Business intelligence for each decision.",
        "dates":{"edtf":"2027-02-01"}},
      {"id":"wins-2024","name":"Winter School","acronym":"WINS","year":2024,"series":["wins"],
        "dates":{"edtf":"2024-09-10/2024-09-12"},
        "deadlines":[{"id":"old","kind":"paper","local":"2024-04-01"}]},
      {"id":"wins-2025","name":"Winter School","acronym":"WINS","year":2025,"series":["wins"],
        "dates":{"edtf":"2025-09-10/2025-09-12"},
        "deadlines":[{"id":"new","kind":"paper","local":"2025-04-03"}]},
      {"id":"wins-2027","name":"Winter School","acronym":"WINS","year":2027,"series":["wins"],
        "dates":{"edtf":"2027-09-10/2027-09-12"},
        "deadlines":[{"id":"later","kind":"paper","status":"tba"}]},
      {"id":"lots-2026","name":"Great LOTS","year":2026,"dates":{"edtf":"2026-02-01"},
        "locations":[{"region":"US-TX","country":"US","precision":"region"}]},
      {"id":"agent-days-2027","name":"Agent Days","year":2027,"series":["agent-days"],
        "dates":{"edtf":"2027-06-01"},"topics":["reinforcement-learning"],
        "locations":[{"city":"Berlin","country":"DE","precision":"city"}]}],
    "sessions":[
      {"id":"attention","conference":"emnlp-2023","kind":"paper","title":"Attention without heads"},
      {"id":"attention-tutorial","conference":"emnlp-2023","kind":"tutorial","title":"All about attention"},
      {"id":"emnlp-keynote","conference":"emnlp-2023","kind":"keynote","title":"Looking back"},
      {"id":"keynote-panel","conference":"emnlp-2023","kind":"panel","title":"Keynote panel EMNLP 2023"},
      {"id":"rl-paper","conference":"emnlp-2023","kind":"paper","title":"Reinforcement learning of grammar"},
      {"id":"other-attention","conference":"neurips-2026","kind":"paper","title":"Attention for vision"},
      {"id":"policy","conference":"agent-days-2027","kind":"tutorial","title":"Policy gradients by hand"},
      {"id":"images","conference":"neurips-2026","kind":"paper","title":"Images of aids"},
      {"id":"gpt","conference":"neurips-2026","kind":"paper","title":"GPT-4 for everyone"},
      {"id":"c","conference":"aim-2026","kind":"tutorial","title":"C"},
      {"id":"cpp","conference":"aim-2026","kind":"tutorial","title":"C++"},
      {"id":"cs","conference":"aim-2026","kind":"tutorial","title":"C#"},
      {"id":"with-c","conference":"aim-2026","kind":"tutorial","title":"Vitamin C and C"}],
    "recommendations":[{"audience":"founder","series":"aim","as_named":"AIM",
      "reason":"Known for its case studies."}],
    "guide":[{"id":"tip-book-early","kind":"tip","order":1,"title":"Book your tickets early",
      "text":"Prices rise in the last weeks."},
      {"id":"why-meet","kind":"why","order":1,"title":"Meet people","text":"Many come."},
      {"id":"choose-founders","kind":"choose","order":1,"title":"For founders","text":"AIM."},
      {"id":"expect-boo","kind":"expect","order":1,"title":"Boo and cheer","text":"Decision intelligence."},
      {"id":"expect-models","kind":"expect","order":2,"title":"Models","text":"Generative AI."}]}
    """

  static let editions = [
    "ICLR 2027", "iclr 2027", "iclr27", "ICLR27", "iclr2027", "ICLR'27", "ICLR ’27", "ICLR '27",
    "ICLR-2027", "iclr_2027", "2027 ICLR", "ICLR, 2027",
    "International Conference on Learning Representations 2027", "ＩＣＬＲ 2027",
  ].flatMap { words in
    [Typed("/search", words, "iclr-2027"), Typed("/conferences", words, "iclr-2027")]
  }

  static let others = [
    Typed("/search", "nips 26", "neurips-2026"), Typed("/search", "NIPS2026", "neurips-2026"),
    Typed("/search", "AIM-2026", "aim-2026"), Typed("/conferences", "aim26", "aim-2026"),
    Typed("/search", "emnlp 2027 boston", "emnlp-2027"),
    // Without a year: the series, then the next edition.
    Typed("/search", "ICLR", "iclr"), Typed("/conferences", "ICLR", "iclr-2027"),
    Typed("/conferences", "learning representations", "iclr-2027"),
    Typed("/series", "NIPS", "neurips"), Typed("/series", "iclr", "iclr"),
    Typed("/series", "Neural Information Processing Systems", "neurips"),
    // Sessions by their title and conference.
    Typed("/search", "attention heads emnlp 2023", "attention"),
    Typed("/sessions", "heads emnlp23", "attention"),
    Typed("/sessions", "EMNLP 2023 heads", "attention"),
    Typed("/search", "attention nips 2026", "other-attention"),
    Typed("/search", "keynote emnlp 2023", "emnlp-keynote"),
    // A topic beside an edition is looked for in titles first.
    Typed("/search", "reinforcement learning emnlp 2023", "rl-paper"),
    // A series of which the catalog has no edition, and a name by one of its parts.
    Typed("/search", "Odd Days 2027", "odd-days"), Typed("/search", "EMNLP-XYZ 2027", "emnlp-2027"),
    // Words of their own.
    Typed("/sessions", "C", "c"), Typed("/sessions", "C++", "cpp"), Typed("/sessions", "C#", "cs"),
    // Advice.
    Typed("/search", "book tickets early", "tip-book-early"),
    // A phrase comes before its words apart from each other, and before a topic of that name.
    Typed("/search", "decision intelligence", "expect-boo"),
    // Not if many series have the topic.
    Typed("/search", "generative ai", "generative-ai"),
    // A name that was written with a gap.
    Typed("/search", "neur ips", "neurips"), Typed("/conferences", "em nlp", "emnlp-2027"),
    Typed("/search", "why attend", "why-meet"),
    Typed("/search", "how to choose", "choose-founders"),
    // Words that stand side by side come first, and count where they do.
    Typed("/conferences", "multidisciplinary meeting", "aim-2026"),
    Typed("/conferences", "agents workshop planning", "agents-workshop-2027"),
  ]

  @Test func `An edition is the first hit by every way of writing it`() throws {
    try withCatalog { connection in
      for typed in Self.editions + Self.others {
        let found = try Self.ask(typed, connection)
        #expect(Self.ids(found).first == typed.first, "\(typed): \(Self.ids(found))")
      }
    }
  }

  /// Words, the filters that they are taken for, and the first hit.
  static let understood: [(typed: Typed, filters: [String])] = [
    (Typed("/search", "conferences in Boston", "emnlp-2027"), ["city=Boston"]),
    (Typed("/conferences", "conferences in Boston", "emnlp-2027"), ["city=Boston"]),
    (Typed("/search", "upcoming NLP conferences", "emnlp-2027"), ["when=upcoming", "topic=nlp"]),
    (
      Typed("/conferences", "upcoming NLP conferences", "emnlp-2027"),
      ["when=upcoming", "topic=nlp"]
    ),
    (Typed("/search", "RL tutorial", "policy"), ["topic=reinforcement-learning", "kind=tutorial"]),
    (
      Typed("/search", "tutorials at EMNLP 2023", "attention-tutorial"),
      ["kind=tutorial", "series=emnlp"]
    ),
    (
      Typed("/search", "deep learning workshops in Germany 2027", "workshop-at-iclr-2027"),
      ["topic=deep-learning", "kind=workshop", "country=DE", "year=2027"]
    ),
    (
      Typed("/search", "hybrid conferences for students", "neurips-2026"),
      ["format=hybrid", "audience=student"]
    ),
    (Typed("/search", "conferences in March", "emnlp-2027"), ["month=2027-03"]),
    (Typed("/search", "events in December 2026", "neurips-2026"), ["month=2026-12"]),
    (
      Typed("/search", "conferences in the USA in 2027", "emnlp-2027"), ["country=US", "year=2027"]
    ),
    (Typed("/sessions", "tutorials about RL", "policy"), ["topic=reinforcement-learning"]),
    (
      Typed("/search", "conferences for founders in Boston, USA", "emnlp-2027"),
      ["audience=founder", "city=boston"]
    ),
    (Typed("/search", "when is the next ICLR 2027?", "iclr-2027"), ["series=iclr", "year=2027"]),
    (Typed("/search", "A* conferences", "iclr-2027"), ["rank=core:A*"]),
    (Typed("/search", "founder conferences", "emnlp-2027"), ["audience=founder"]),
    (Typed("/search", "neurips 2035", "neurips-2026"), ["series=neurips"]),
    (Typed("/search", "conference in Boston", "emnlp-2027"), ["city=Boston"]),
    (Typed("/search", "past conferences in Boston", "emnlp-2023"), ["when=past", "city=Boston"]),
    // Times of every kind.
    (Typed("/search", "what's on next month?", "neurips-2026"), ["when=next-month"]),
    (
      Typed("/search", "conferences in Boston next spring", "emnlp-2027"),
      ["city=Boston", "from=2027-03-01", "to=2027-05-31"]
    ),
    (Typed("/conferences", "q2 2027", "agent-days-2027"), ["from=2027-04-01", "to=2027-06-30"]),
    (
      Typed("/search", "conferences from June to August 2027", "agent-days-2027"),
      ["from=2027-06-01", "to=2027-08-31"]
    ),
    (Typed("/search", "in the next 30 days", "neurips-2026"), ["to=2026-12-29"]),
    // Alternatives.
    (Typed("/search", "conferences in Boston or Berlin", "emnlp-2027"), ["city=Boston,Berlin"]),
    (
      Typed("/search", "RL conferences in Germany, or the USA", "agent-days-2027"),
      ["topic=reinforcement-learning", "country=DE,US"]
    ),
    (Typed("/search", "NLP or RL conferences", "emnlp-2027"), ["topic=nlp,reinforcement-learning"]),
    (Typed("/search", "EMNLP or ICLR 2027", "emnlp-2027"), ["series=emnlp,iclr", "year=2027"]),
    (Typed("/search", "iclr 2027 or emnlp", "iclr-2027"), ["series=iclr,emnlp", "year=2027"]),
    (Typed("/search", "emnlp 2027 or iclr 2027", "iclr-2027"), ["series=emnlp,iclr", "year=2027"]),
    (Typed("/search", "events in the us", "emnlp-2027"), ["country=US"]),
    (Typed("/search", "top conferences in Boston", "emnlp-2027"), ["city=Boston"]),
    (Typed("/search", "Konferenzen in Berlin", "agent-days-2027"), ["city=Berlin"]),
    (
      Typed("/search", "nächste NLP Tagungen im März 2027", "emnlp-2027"),
      ["when=upcoming", "topic=nlp"]
    ),
    (Typed("/search", "conférences de RL en juin 2027", "agent-days-2027"), ["month=2027-06"]),
    (Typed("/search", "congresos de NLP en Boston", "emnlp-2027"), ["topic=nlp", "city=Boston"]),
    (Typed("/search", "last EMNLP", "emnlp-2023"), ["when=past", "series=emnlp"]),
    (Typed("/search", "recommended for founders", "emnlp-2027"), ["audience=founder"]),
    // The deadline of a conference is the one for papers.
    (
      Typed("/search", "when is the EMNLP deadline", "emnlp-2027--a"),
      ["series=emnlp", "kind=abstract,paper"]
    ),
    (
      Typed("/search", "emnlp 2027 notification", "emnlp-2027--d"), ["kind=notification"]
    ),
    (Typed("/search", "CFP closing soon", "emnlp-2027--c"), ["status=open"]),
    (Typed("/search", "where can I submit a paper", "emnlp-2027--a"), [papers]),
    (Typed("/search", "deadlines 60 days", "emnlp-2027--a"), ["to=2027-01-28"]),
    (Typed("/deadlines", "emnlp", "emnlp-2027--a"), ["series=emnlp"]),
    // Places and ranks in other words.
    (Typed("/search", "European conferences", "agent-days-2027"), ["region=Europe"]),
    (Typed("/search", "Europe", "agent-days-2027"), ["region=Europe"]),
    (Typed("/search", "conferences in Boston MA", "emnlp-2027"), ["city=Boston MA"]),
    (Typed("/search", "conferences in Boston or Sydney", "emnlp-2027"), ["city=Boston,Sydney"]),
    (Typed("/search", "top-tier conferences", "iclr-2027"), ["rank=core:A*"]),
    (Typed("/search", "rank A* conferences", "iclr-2027"), ["rank=core:A*"]),
    (Typed("/search", "March", "emnlp-2027"), ["month=2027-03"]),
    (Typed("/search", "in March", "emnlp-2027"), ["month=2027-03"]),
    (Typed("/search", "papers at EMNLP 2023", "attention"), ["kind=paper,oral"]),
    (Typed("/search", "keynote speakers EMNLP 2023", "emnlp-keynote"), ["kind=keynote"]),
    (Typed("/search", "NLP-Konferenzen in Boston", "emnlp-2027"), ["topic=nlp", "city=Boston"]),
    (Typed("/search", "what can I still submit to", "emnlp-2027--a"), [papers]),
    (Typed("/search", "iclr 2027 location", "iclr-2027"), ["series=iclr", "year=2027"]),
    // Conferences by their deadlines.
    (
      Typed("/search", "NLP conferences with open cfp", "emnlp-2027"),
      ["topic=nlp", "deadline.kind=abstract,paper", "deadline.from=2026-11-29"]
    ),
    (
      Typed("/search", "conferences with deadlines after 1 December 2026", "emnlp-2027"),
      ["deadline.kind=abstract,paper", "deadline.from=2026-12-02"]
    ),
    (
      Typed("/search", "conferences I can submit to before christmas", "emnlp-2027"),
      ["deadline.from=2026-11-29", "deadline.to=2026-12-24"]
    ),
    (Typed("/search", "deadlines of NLP conferences", "emnlp-2027--a"), ["topic=nlp"]),
    // Kinds in other words.
    (Typed("/search", "author notification emnlp 2027", "emnlp-2027--d"), ["kind=notification"]),
    (Typed("/search", "abstract submission EMNLP", "emnlp-2027--a"), ["kind=abstract"]),
    (Typed("/search", "keynote talks EMNLP 2023", "emnlp-keynote"), ["kind=keynote"]),
    (Typed("/search", "NLP submission deadlines", "emnlp-2027--a"), [papers]),
    (Typed("/search", "NLP paper deadlines", "emnlp-2027--c"), ["kind=paper"]),
    // Near a place.
    (Typed("/search", "conferences near Boston", "emnlp-2027"), ["near=Boston"]),
    (
      Typed("/search", "nearest RL conference to Boston", "agent-days-2027"),
      ["near=Boston", "radius=20000km", "sort=distance", "when=upcoming"]
    ),
    // What is expected.
    (
      Typed("/search", "wins 2027 deadline", "wins-2027--paper-expected"),
      ["series=wins", papers, "expected=include"]
    ),
    (Typed("/search", "next WINS deadline", "wins-2027--paper-expected"), ["expected=only"]),
    (Typed("/search", "next EMNLP deadline", "emnlp-2027--c"), ["status=open"]),
    (Typed("/search", "expected WINS deadline", "wins-2027--paper-expected"), ["expected=only"]),
    (Typed("/search", "predicted deadlines", "wins-2027--paper-expected"), ["expected=only"]),
    (Typed("/search", "next conference", "neurips-2026"), []),
    // A distance, and a city that is also a state.
    (
      Typed("/search", "conferences within 200 km of Berlin", "agent-days-2027"),
      ["radius=200km", "near=Berlin"]
    ),
    (Typed("/search", "conferences in Texas", "lots-2026"), ["region=Texas"]),
    // Several series.
    (Typed("/search", "EMNLP WINS deadlines", "emnlp-2027--a"), ["series=emnlp,wins"]),
    // A series with the name of a topic.
    (Typed("/search", "wins deadlines", "wins-2025--new"), ["series=wins", papers]),
    (Typed("/search", "founder-friendly conferences", "emnlp-2027"), ["audience=founder"]),
    // Dates in digits.
    (Typed("/search", "2027-03", "emnlp-2027"), ["month=2027-03"]),
    (Typed("/search", "6/2027", "agent-days-2027"), ["month=2027-06"]),
    (Typed("/search", "01.06.2027", "agent-days-2027"), ["from=2027-06-01", "to=2027-06-01"]),
    // Questions in other languages.
    (Typed("/search", "wann ist die ICLR 2027", "iclr-2027"), ["series=iclr", "year=2027"]),
    (Typed("/search", "où se déroule NeurIPS 2026", "neurips-2026"), ["series=neurips"]),
    (Typed("/search", "dónde se celebra NeurIPS 2026", "neurips-2026"), ["series=neurips"]),
    (Typed("/search", "Abgabefrist EMNLP 2027", "emnlp-2027--a"), ["kind=abstract,paper"]),
  ]

  private static let rl = "topic=reinforcement-learning"
  private static let papers = "kind=abstract,paper"

  /// Words, what they are taken for, and the words that no hit needs to have.
  static let nearest: [(words: String, first: String, filters: [String], without: [String])] = [
    ("NLP conferences in December 2026", "emnlp-2027", ["topic=nlp"], ["December 2026"]),
    ("NLP conferences in Sydney", "neurips-2026", ["topic=ai", "city=Sydney"], ["NLP"]),
    ("RL conferences in Bonn", "agent-days-2027", [rl, "country=DE"], ["Bonn"]),
    ("emnlp 2035 deadline", "emnlp-2027--a", ["series=emnlp", papers], ["2035"]),
    ("RL conferences in Boston", "emnlp-2027", ["city=Boston"], ["RL"]),
    ("splendid conferences in Boston", "emnlp-2027", ["city=Boston"], ["splendid"]),
    ("neurips 2035", "neurips-2026", ["series=neurips"], ["2035"]),
    ("iclr 2027 splendid", "iclr-2027", ["series=iclr", "year=2027"], ["splendid"]),
    // The code of a country is a topic, too.
    ("RL AI conferences", "agent-days-2027", [rl], ["AI"]),
    ("conferences in France", "workshop-at-iclr-2027", ["region=Europe"], ["France"]),
    ("conferences in Cambridge MA", "emnlp-2027", ["near=Cambridge MA"], ["Cambridge MA"]),
    // Of several cities of the name, the first near which there is something.
    ("conferences in Springfield", "emnlp-2027", ["near=Springfield, US-MA"], ["Springfield"]),
    // The kind of a deadline or session tells more than its year.
    ("notification deadlines 2024", "emnlp-2027--d", ["kind=notification"], ["2024"]),
    ("tutorials on RL 2023", "policy", ["kind=tutorial", rl], ["2023"]),
    (
      "RL conferences this autumn in Germany", "agent-days-2027", [rl, "country=DE"],
      ["this autumn"]
    ),
    // Two parts at once.
    (
      "iclr 2027 splendid tutorials", "iclr-2027", ["series=iclr", "year=2027"],
      ["tutorials", "splendid"]
    ),
    (
      "emnlp 2035 notification deadline", "emnlp-2027--d", ["series=emnlp", "kind=notification"],
      ["2035"]
    ),
  ]

  @Test func `A query that nothing meets finds the nearest, and tells what it leaves out`() throws {
    try withCatalog { connection in
      for (words, first, filters, without) in Self.nearest {
        let found = try Self.ask(Typed("/search", words, nil), connection)
        #expect(Self.ids(found).first == first, "\(words): \(Self.ids(found))")
        #expect(Self.filters(found) == filters, "\(words)")
        let left = found["meta"]?["partial_match"]?["without"]?.array?.compactMap(\.string)
        #expect(left == without, "\(words)")
      }
    }
  }

  @Test func `A place of which there are several is one of the candidates`() throws {
    try withCatalog { connection in
      let found = try Self.ask(Typed("/search", "conferences in Springfield", nil), connection)
      let candidates = found["meta"]?["candidates"]?.array ?? []
      #expect(
        candidates.compactMap { $0["value"]?.string } == [
          "Springfield, US-IL", "Springfield, US-MA",
        ])
      let last = try #require(candidates.last?["url"]?.string)
      #expect(try Self.ids(Self.ask(last, connection)) == Self.ids(found))
    }
  }

  @Test func `A page tells what was searched more widely, and what was left out`() {
    var interpretation = Interpretation()
    interpretation.understood = [
      .init(words: "Cambridge", parameter: "near", value: "Cambridge, GB-ENG")
    ]
    interpretation.partialMatch = .init(words: 1, total: 3, without: ["Cambridge", "splendid"])
    #expect(
      interpretation.sentences { $0.value }.suffix(3) == [
        "No results for all words.", "Showing a wider search for “Cambridge”.",
        "Showing results without “splendid”.",
      ])
  }

  @Test func `Expected deadlines that words ask for are marked, behind the announced ones`() throws
  {
    try withCatalog { connection in
      let found = try Self.ask(Typed("/search", "wins 2027 deadline", nil), connection)
      let states = found["data"]?.array?.compactMap { $0["status"]?.string }
      #expect(states == ["tba", "expected"])
      #expect(found["meta"]?["expected"]?.integer == 1)
      #expect(found["data"]?[1]?["basis"]?["editions"]?.array?.count == 2)
    }
  }

  @Test func `A time at which nothing takes place finds nothing, and no words`() throws {
    try withCatalog { connection in
      let found = try Self.ask(Typed("/search", "what is on this weekend", nil), connection)
      #expect(Self.ids(found).isEmpty)
      #expect(Self.filters(found) == ["from=2026-11-28", "to=2026-11-29"])
    }
  }

  @Test func `Words that name a filter's value are understood as that filter`() throws {
    try withCatalog { connection in
      for (typed, filters) in Self.understood {
        let found = try Self.ask(typed, connection)
        #expect(Self.ids(found).contains(typed.first ?? ""), "\(typed): \(Self.ids(found))")
        let named = Self.filters(found)
        for filter in filters { #expect(named.contains(filter), "\(typed): \(named)") }
        // The query that states the filters gives the same records.
        let url = try #require(found["meta"]?["understood"]?["query"]?.string)
        #expect(try Self.ids(Self.ask(url, connection)) == Self.ids(found), "\(url)")
        // Taken as they stand, the words find nothing, or what has all of them.
        let literal = try Self.ask(
          Typed(typed.path, typed.words, nil, parameters: "&literal=1"), connection)
        #expect(literal["meta"]?["understood"] == nil, "\(typed)")
      }
    }
  }

  @Test(arguments: [
    Typed("/search", "reinforcment lerning", "reinforcement-learning"),
    Typed("/search", "upcomming NLP conferences", "emnlp-2027"),
    // Corrected words of which no record has all.
    Typed("/search", "reinforcment lerning tutorail 2019", "policy"),
    Typed("/sessions", "gpt4", "gpt"),
    // Another word, a word that is too different, and a place without conferences.
    Typed("/search", "Imagen", nil), Typed("/search", "ibagas", nil),
    Typed("/search", "embirecal", nil),
    // Words that have hits, and names that the catalog lacks, are left alone.
    Typed("/search", "AIES", nil), Typed("/search", "aies", nil), Typed("/search", "qwxyzzy", nil),
  ])
  func `A correction is used only where it finds something`(_ typed: Typed) throws {
    try withCatalog { connection in
      let found = try Self.ask(typed, connection)
      #expect(Self.ids(found).first == typed.first)
      #expect((found["meta"]?["did_you_mean"] != nil) == (typed.first != nil))
    }
  }

  @Test func `Where nothing has all words the records with most of them are given and marked`()
    throws
  {
    try withCatalog { connection in
      let found = try Self.ask(Typed("/search", "attention heads xylophone", nil), connection)
      #expect(Self.ids(found) == ["attention"])
      let partial = found["meta"]?["partial_match"]
      #expect(partial?["words"]?.integer == 2 && partial?["of"]?.integer == 3)
      let cool = try Self.ask(Typed("/search", "splendid conferences in Boston", nil), connection)
      #expect(Set(Self.ids(cool)) == ["emnlp-2023", "emnlp-2027"])
      #expect(cool["meta"]?["partial_match"]?["words"]?.integer == 2)
      let literal = try Self.ask(
        Typed("/search", "attention heads xylophone", nil, parameters: "&literal=1"), connection)
      #expect(Self.ids(literal).isEmpty)
      // Every conference has the word "conferences".
      let nowhere = try Self.ask(Typed("/search", "conferences in Xanadu", nil), connection)
      #expect(Self.ids(nowhere).isEmpty)
    }
  }

  @Test(arguments: ["cfp", "cfps", "call for papers", "calls for papers"])
  func `A call for papers asks for deadlines`(_ words: String) {
    let isCall = QueryVocabulary.meanings(of: words).contains { meaning in
      if case .callForPapers = meaning { true } else { false }
    }
    #expect(isCall)
  }

  @Test(arguments: [
    ("deadlines today", "2026-11-29", "2026-11-29"),
    ("deadlines tomorrow", "2026-11-30", "2026-11-30"),
    ("deadlines next week", "2026-11-30", "2026-12-06"),
    ("NLP deadlines next year", "2027-01-01", "2027-12-31"),
  ])
  func `Deadlines of a time close in it`(_ words: String, _ from: String, _ to: String) throws {
    try withCatalog { connection in
      let found = try Self.ask(Typed("/search", words, nil), connection)
      let query = found["meta"]?["understood"]?["query"]?.string ?? ""
      #expect(query.contains("/deadlines?") && query.contains("from=\(from)&to=\(to)"), "\(query)")
    }
  }

  @Test func `A query that excludes all that it asks for says so`() throws {
    try withCatalog { connection in
      for words in ["images -images", "images -image", "images -aids"] {
        let found = try Self.ask(Typed("/search", words, nil), connection)
        #expect(Self.ids(found).isEmpty, "\(words)")
        #expect(found["meta"]?["excluded_by_words"]?.integer == 1, "\(words)")
      }
    }
  }

  @Test func `Pages of a query that was understood follow each other without gaps`() throws {
    try withCatalog { connection in
      for words in ["conferences in 2027", "iclr 2027", "attention heads xylophone agents"] {
        let whole = try Self.ids(Self.ask(Typed("/search", words, nil), connection))
        var paged: [String] = []
        var url: String? = "/search?q=\(PercentEncoding.encode(words))&limit=1"
        while let next = url, paged.count < 20 {
          let page = try Self.ask(next, connection)
          paged += Self.ids(page)
          url = page["page"]?["next"]?.string
        }
        #expect(paged == whole, "\(words)")
      }
    }
  }

  @Test func `A hit of advice leads to a page that exists`() throws {
    try withCatalog { connection in
      for words in ["tickets early", "case studies"] {
        let found = try Self.ask(Typed("/search", words, nil), connection)
        let url = try #require(found["data"]?[0]?["url"]?.string)
        let page = try Self.ask(url, connection)
        #expect(page["data"] != nil && page["data"]?.array?.isEmpty != true, "\(url)")
      }
    }
  }

  @Test(arguments: [
    ("iclr27", "International Conference on Learning Representations"), ("nips 26", "NIPS"),
  ])
  func `A snippet shows no words that only the index has`(_ words: String, _ shown: String) throws {
    try withCatalog { connection in
      let found = try Self.ask(Typed("/conferences", words, nil), connection)
      let snippet = found["data"]?[0]?["snippet"]?.string ?? shown
      #expect(snippet.contains(shown) && !snippet.contains("27ICLR") && !snippet.contains("ICLR27"))
    }
  }

  // MARK: - Asking

  private func withCatalog(_ body: @Sendable (Connection) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try CatalogStore(path: "\(folder)/x.db", seed: false, readTime: .seconds(600))
    defer { store.close() }
    try store.add(try CatalogDocument(json: Array(Self.document.utf8)))
    try store.database.readSync { try body($0) }
  }

  private static func ask(_ typed: Typed, _ connection: Connection) throws -> JSONValue {
    try ask(
      "\(typed.path)?q=\(PercentEncoding.encode(typed.words))\(typed.parameters)", connection)
  }

  private static func ask(_ url: String, _ connection: Connection) throws -> JSONValue {
    let target = url.replacing("http://x.test", with: "")
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    let segments = parts[0].split(separator: "/").map(String.init)
    let endpoint = try #require(
      AllEndpoints.list.first { endpoint in
        endpoint.segments.count == segments.count
          && zip(endpoint.segments, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
      }, "\(url)")
    let captures = Dictionary(
      zip(endpoint.segments, segments).filter { $0.0.hasPrefix("{") }.map {
        (String($0.0.dropFirst().dropLast()), $0.1)
      }, uniquingKeysWith: { first, _ in first })
    let arguments = Arguments(
      parts.count > 1 ? parts[1] : nil, path: parts[0], endpoint.parameters, now: now)
    let call = RequestContext(
      arguments, captures: captures, reader: try CatalogReader(connection),
      baseURL: "http://x.test", path: parts[0], now: now, endpoints: AllEndpoints.list,
      probes: Probes())
    switch try endpoint.reading?(call) {
    case .list(let list): return try JSONParser.parse(ResponseJSON(call).json(list).bytes)
    case .one(let one): return try JSONParser.parse(ResponseJSON(call).json(one))
    default: throw Unexpected(url: url)
    }
  }

  private struct Unexpected: Error { var url: String }

  /// The filters for which words were taken, but for the kind of record.
  private static func filters(_ body: JSONValue) -> [String] {
    (body["meta"]?["understood"]?["words"]?.array ?? []).map { word in
      "\(word["parameter"]?.string ?? "")=\(word["value"]?.string ?? "")"
    }.filter { !$0.hasPrefix("type=") }
  }

  private static func ids(_ body: JSONValue) -> [String] {
    (body["data"]?.array ?? []).map { $0["id"]?.string ?? $0["url"]?.string ?? "" }
  }
}
