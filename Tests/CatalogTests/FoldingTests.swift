import Foundation
import SQLite
import Testing

@testable import Catalog
@testable import CatalogForm
@testable import CatalogModel

/// A text that is stored, and another by which it must be found.
struct StoredAndAsked: Sendable, CustomTestStringConvertible {
  let stored: String
  let asked: [String]
  var testDescription: String { "\(stored): \(asked.joined(separator: ", "))" }

  init(_ stored: String, _ asked: String...) { (self.stored, self.asked) = (stored, asked) }
}

@Suite struct `Letters are folded as their readers fold them` {
  static let words = [
    StoredAndAsked("Søgaard", "Søgaard", "Sogaard", "SOEGAARD"),
    StoredAndAsked("Łódź", "Łódź", "Lodz", "łódz"),
    StoredAndAsked("Hauptstraße", "Hauptstraße", "Hauptstrasse", "HAUPTSTRASSE", "HAUPTSTRAẞE"),
    StoredAndAsked("Hauptstrasse", "Hauptstraße"),
    StoredAndAsked("Zürich", "Zürich", "Zurich", "Zuerich", "Zu\u{308}rich"),
    StoredAndAsked("Zu\u{308}rich", "Zürich", "Zurich", "Zuerich"),
    StoredAndAsked("Zuerich", "Zürich", "Zuerich"),
    StoredAndAsked("Tromsø", "Tromsø", "Tromso", "Tromsoe"),
    StoredAndAsked("Ærø", "Ærø", "Aero", "Aeroe"),
    StoredAndAsked("Århus", "Århus", "Arhus", "Aarhus", "A\u{30A}rhus"),
    StoredAndAsked("Đà Nẵng", "Đà Nẵng", "Da Nang", "đà nẵng"),
    StoredAndAsked("Đoković", "Đoković", "Dokovic", "Djokovic"),
    StoredAndAsked("İstanbul", "İstanbul", "Istanbul", "istanbul"),
    StoredAndAsked("Kadıköy", "Kadıköy", "Kadikoy", "Kadikoey"),
    StoredAndAsked("Þórður", "Þórður", "Thordur"), StoredAndAsked("Œuvre", "œuvre", "oeuvre"),
    StoredAndAsked("Kåfjord", "Kaafjord", "Kafjord"), StoredAndAsked("Deaŋŋa", "Deanna", "Deaŋŋa"),
    StoredAndAsked("Gəncə", "Gəncə", "Gence"), StoredAndAsked("Çağrı", "Cagri"),
    StoredAndAsked("Crème brûlée", "creme brulee"), StoredAndAsked("Ångström", "Angstroem"),
    StoredAndAsked("Αθήνα", "Αθηνα", "ΑΘΗΝΑ"), StoredAndAsked("Королёв", "Королев", "КОРОЛЁВ"),
    StoredAndAsked("مُحَمَّد", "محمد"), StoredAndAsked("أحمد", "احمد"),
    StoredAndAsked("Hawaiʻi", "Hawaii", "Hawaiʻi"), StoredAndAsked("O’Hara", "O'Hara", "Hara"),
    // Invisible characters and compatibility forms.
    StoredAndAsked("Neural", "neu\u{AD}ral", "ｎｅｕｒａｌ", "NEU\u{200B}RAL", "𝐍𝐞𝐮𝐫𝐚𝐥"),
    StoredAndAsked("neu\u{AD}ral", "neural"), StoredAndAsked("ＮＬＰ", "NLP", "nlp"),
    StoredAndAsked("ﬁne", "fine", "ﬁne"), StoredAndAsked("oﬃce", "office"),
    StoredAndAsked("R²", "R2"), StoredAndAsked("Ⅻ", "xii"), StoredAndAsked("①", "1"),
    // Scripts that put no spaces between words.
    StoredAndAsked("大規模言語モデルの学習とBERT入門", "言語", "BERT", "学習と", "モデル", "語", "門", "入門"),
    StoredAndAsked("深度学习入门", "学习", "深度学习", "入门"), StoredAndAsked("⽂字", "文字"),
    StoredAndAsked("한국어처리모델을", "모델", "한국어"), StoredAndAsked("한국", "\u{1112}\u{1161}\u{11AB}국"),
    StoredAndAsked("ﾃﾞｰﾀ", "データ"), StoredAndAsked("か\u{3099}く", "がく"),
    StoredAndAsked("การเรียนรู้", "เรียน"), StoredAndAsked("हिन्दी", "हिन्दी"),
    // Signs that belong to a word.
    StoredAndAsked("Programming in C++", "C++", "cpp", "c++ programming"),
    StoredAndAsked("C++17 and C/C++", "C++"), StoredAndAsked("C# in depth", "C#", "csharp"),
    StoredAndAsked("F# for data", "F#"), StoredAndAsked("ML with .NET", ".NET", "net", "dotnet"),
    StoredAndAsked("From A → B", "→", "a"), StoredAndAsked("Smile 😀 today", "😀", "smile"),
    StoredAndAsked("ASP.NET", "asp.net", "net"), StoredAndAsked("Statistics in R", "R"),
  ]

  static let strangers = [
    StoredAndAsked("Programming in C++", "C", "C#"),
    StoredAndAsked("Programming in C", "C++", "C#"),
    StoredAndAsked("Programming in C#", "C", "C++"), StoredAndAsked("Vitamin F", "F#"),
    StoredAndAsked("が", "か"), StoredAndAsked("Zurich", "Zuerich"),
    StoredAndAsked("言葉の語", "言語"), StoredAndAsked("does", "dos"),
  ]

  @Test func `A title is found by its spelling, by plain letters, and by letters in full`() throws {
    for words in Self.words {
      #expect(try found(words).isEmpty, "\(words.stored) is not found by these")
    }
  }

  @Test func `A title is not found by another word`() throws {
    for words in Self.strangers {
      #expect(try found(words) == words.asked, "\(words.stored) is found")
    }
  }

  /// Those texts that do not find a session with the title.
  private func found(_ words: StoredAndAsked) throws -> [String] {
    var missing: [String] = []
    try withEmptyCatalog { store in
      var document = CatalogDocument()
      document.conferences = [Conference(id: "here", name: "Here")]
      document.sessions = [
        Session(id: "it", conference: "here", kind: "paper", title: words.stored)
      ]
      try store.add(document)
      missing = try store.database.readSync { connection in
        try words.asked.filter { text in
          let count = try connection.first(
            "SELECT count(*) FROM search WHERE search MATCH ?1",
            SearchText("\(text)").expression(isOpen: false) ?? ""
          ) { $0.int(0) }
          return count != 1
        }
      }
    }
    return missing
  }

  @Test(arguments: [
    ("Zürich", ["zurich", "zuerich"]), ("Zuerich", ["zuerich", "zurich"]), ("Paris", ["paris"]),
    ("Aarhus", ["aarhus", "arhus"]), ("Köln", ["koln", "koeln"]),
    ("Goethe-Straße", ["goethe strasse", "gothe strasse"]),
  ])
  func `A name has its other spellings`(_ name: String, _ spellings: [String]) {
    #expect(Folding.spellings(name) == spellings)
  }

  @Test func `A name of nothing but pairs has a bounded number of spellings`() {
    let spellings = Folding.spellings(String(repeating: "aeoeue", count: 50))
    #expect(spellings.count == 16)
  }

  @Test(arguments: [
    ("Łódź night", "Lodz", "<mark>Łódź</mark> night"),
    ("Straße nach Zürich", "zuerich", "Straße nach <mark>Zürich</mark>"),
    ("大規模言語モデル", "言語", "大規模<mark>言語</mark>モデル"),
    ("大規模言語モデル", "語", "大規模言<mark>語</mark>モデル"),
    ("Using C++ & <b>", "C++", "Using <mark>C++</mark> &amp; &lt;b&gt;"),
    ("BERT入門", "bert", "<mark>BERT</mark>入門"),
    ("neu\u{AD}ral nets", "neural", "<mark>neu\u{AD}ral</mark> nets"),
  ])
  func `A snippet marks what was found as it is spelled`(
    _ text: String, _ asked: String, _ html: String
  ) {
    let snippet = Snippet(SearchText(asked))
    #expect(snippet.find(in: text).map(snippet.html) == html)
  }

  @Test func `Cities, speakers and series are found by every spelling of their names`() throws {
    try withEmptyCatalog { store in
      var document = CatalogDocument()
      document.series = [Series(id: "uw", name: "Übersetzungswerkstatt")]
      var conference = Conference(id: "here", name: "Here")
      conference.locations = ["Zürich", "Muenchen", "Malmö", "Gießen"].map { city in
        var location = Location(text: city)
        location.city = city
        location.country = "DE"
        return location
      }
      document.conferences = [conference]
      document.speakers = [Speaker(id: "s", name: "Anders Søgaard")]
      try store.add(document)
      try store.database.readSync { connection in
        let reader = try CatalogReader(connection)
        for (name, city) in [
          ("Zuerich", "zurich"), ("zurich", "zurich"), ("ZÜRICH", "zurich"),
          ("München", "muenchen"), ("Malmoe", "malmo"), ("Giessen", "giessen"),
          ("Gießen", "giessen"),
        ] {
          #expect(try reader.names.cities(named: name) == [city], "\(name)")
        }
        for name in ["anders sogaard", "Anders Soegaard", "Anders Søgaard"] {
          #expect(try reader.names.slugs(.speaker, named: name) == ["s"], "\(name)")
        }
        for name in ["Uebersetzungswerkstatt", "übersetzungswerkstatt", "Ubersetzungswerkstatt"] {
          #expect(try reader.names.series(named: name) == ["uw"], "\(name)")
        }
        #expect(try reader.names.cities(named: "Zrich").isEmpty)
      }
    }
  }
}

@Suite struct `A database whose words were made by other rules` {
  @Test func `A database of the first schema keeps its records and finds them by the new rules`()
    throws
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/old.db"
    do {
      var options = DatabaseOptions(applicationID: CatalogStore.applicationID)
      options.readers = 1
      let old = try Database(
        path: path, options: options, migrations: Array(CatalogStore.migrations.prefix(1)))
      try old.writeSync { connection in
        try connection.execute(
          """
          UPDATE catalog_state SET seeds = 'declined';
          INSERT INTO conference (id, slug, name, name_key, revision, updated_at)
          VALUES (7, 'lodz', 'Tagung zu Łódź', 'tagung zu łódź', 1, 0);
          INSERT INTO location (conference_id, position, city, city_folded, country)
          VALUES (7, 1, 'Kadıköy', 'kadıkoy', 'TR');
          INSERT INTO search (rowid, name, other_names, about, people, place)
          VALUES (\(SearchDocument.conference.base + 7), 'Tagung zu Łódź', '', '', '', 'Kadıköy');
          """)
      }
      old.close()
      for pass in 1...2 {
        var log: [String] = []
        let store = try CatalogStore(path: path, seed: false, log: { log.append($0) })
        #expect(log.count == (pass == 1 ? 1 : 0), "\(log)")
        try store.database.readSync { connection in
          let reader = try CatalogReader(connection)
          for text in ["lodz", "kadikoy", "tagung"] {
            var filter = CatalogFilter(now: .now)
            filter.text = SearchText(text)
            let hits = try reader.search.list(SearchQuery(filter), page: PageRequest(limit: 5))
            #expect(hits.page.elements == [Hit(.conference, 7)], "\(text)")
          }
          #expect(try reader.names.cities(named: "Kadikoy") == ["kadikoy"])
          let key = try connection.first("SELECT name_key FROM conference") { $0.text(0) }
          #expect(key == "tagung zu lodz")
        }
        // Its words can be taken out as they were put in.
        for (name, count) in [("Renamed", 0), ("Tagung zu Łódź", 1)] {
          var document = CatalogDocument()
          document.conferences = [Conference(id: "lodz", name: name)]
          try store.add(document)
          #expect(try self.count("tagung", in: store) == count)
        }
        store.close()
      }
    }
  }

  private func count(_ word: String, in store: CatalogStore) throws -> Int? {
    try store.database.readSync { connection in
      try connection.first("SELECT count(*) FROM search WHERE search MATCH ?1", word) {
        $0.int(0)
      }
    }
  }
}
