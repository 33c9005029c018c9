import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

/// A name as a person types it, and the one thing that it must mean.
struct TypedName: Sendable, CustomTestStringConvertible {
  enum Kind: Sendable {
    case topic, audience, series, city, region, country
  }

  let kind: Kind
  let name: String
  let meaning: [String]
  var testDescription: String { "\(kind) \(name)" }

  init(_ kind: Kind, _ name: String, _ meaning: String...) {
    (self.kind, self.name, self.meaning) = (kind, name, meaning)
  }
}

@Suite struct `Names as people type them` {
  static let names = [
    TypedName(.topic, "NLP", "nlp"), TypedName(.topic, "Natural Language Processing", "nlp"),
    TypedName(.topic, "LLM", "llm"), TypedName(.topic, "large language models", "llm"),
    TypedName(.topic, "gen AI", "generative-models"),
    TypedName(.topic, "neural network", "neural-networks"),
    TypedName(.topic, "database", "databases"), TypedName(.topic, "health care", "healthcare-ai"),
    TypedName(.topic, "AI law", "ai-law"),
    TypedName(.topic, "AI business strategies", "ai-strategy"),
    TypedName(.topic, "information technologies", "information-technology"),
    TypedName(.topic, "no such thing"),
    TypedName(.audience, "startup", "entrepreneur"),
    TypedName(.audience, "Start-ups", "entrepreneur"),
    TypedName(.audience, "researchers/academics", "researcher"),
    TypedName(.audience, "practitioners", "practitioner"),
    TypedName(.audience, "graduate students", "student"),
    TypedName(.audience, "business leaders", "business-leader"),
    TypedName(.audience, "companies", "business-leader"),
    TypedName(.audience, "venture capitalists", "investor"),
    TypedName(.series, "NIPS", "neurips"),
    TypedName(.series, "PubScholars", "pubscholars-ml-symposium"),
    TypedName(.series, "Very Large Data Bases", "vldb"),
    TypedName(.series, "International Conference on Machine Learning", "icml"),
    TypedName(.city, "SF", "san francisco"), TypedName(.city, "NYC", "new york"),
    TypedName(.city, "San Francisco, CA", "san francisco"),
    TypedName(.city, "Boston, Massachusetts, USA", "boston"),
    TypedName(.city, "Málaga", "malaga"), TypedName(.city, "Wien", "vienna"),
    TypedName(.city, "Boston, FL"), TypedName(.city, "Boston, Atlantis"),
    TypedName(.region, "Florida", "US-FL"), TypedName(.region, "ma", "US-MA"),
    TypedName(.region, "us-ca", "US-CA"),
    TypedName(.country, "USA", "US"), TypedName(.country, "United States", "US"),
    TypedName(.country, "South Korea", "KR"), TypedName(.country, "the netherlands", "NL"),
  ]

  @Test func `Each is found whatever its case, accents, number and spaces`() throws {
    try withSeededCatalog { store in
      try store.database.readSync { connection in
        let reader = try CatalogReader(connection)
        for typed in Self.names {
          let found =
            switch typed.kind {
            case .topic: try reader.names.topics(named: typed.name)
            case .audience: try reader.names.audiences(named: typed.name)
            case .series: try reader.names.series(named: typed.name)
            case .city: try reader.names.cities(named: typed.name)
            case .region: try reader.names.regions(named: typed.name)
            case .country: try reader.names.countries(named: typed.name)
            }
          #expect(found == typed.meaning, "\(typed)")
        }
      }
    }
  }

  @Test(arguments: [
    ("Large Language Models", "large-language-model"), ("companies", "Company"),
    ("GenAI", "gen AI"), ("classes", "class"), ("boxes", "box"), ("Start-ups", "startup"),
  ])
  func `Two spellings of a name are loosely equal`(_ one: String, _ other: String) {
    #expect(Folding.loose(one) == Folding.loose(other))
  }

  @Test(arguments: [("analysis", "analys"), ("AI", "A"), ("bus", "bu"), ("IoT", "IT")])
  func `Two names stay two`(_ one: String, _ other: String) {
    #expect(Folding.loose(one) != Folding.loose(other))
  }
}
