import CatalogForm
import CatalogModel
import Testing

@testable import CatalogImport

/// Two letters that are a country and a state.
@Suite struct `Codes of countries and states` {
  /// City, code and the country that is right.
  static let fields: [(String, String, String)] = [
    ("Berlin", "DE", "DE"), ("Oslo", "NO", "NO"), ("Toronto", "CA", "CA"), ("Mumbai", "IN", "IN"),
    ("Haifa", "IL", "IL"), ("Libreville", "GA", "GA"), ("Panama City", "PA", "PA"),
    ("Rabat", "MA", "MA"), ("Tirana", "AL", "AL"), ("Buenos Aires", "AR", "AR"),
    ("Bogotá", "CO", "CO"), ("Jakarta", "ID", "ID"), ("Vientiane", "LA", "LA"),
    ("Chisinau", "MD", "MD"), ("Podgorica", "ME", "ME"), ("Ulaanbaatar", "MN", "MN"),
    ("Macau", "MO", "MO"), ("Valletta", "MT", "MT"), ("Niamey", "NE", "NE"),
    ("Victoria", "SC", "SC"), ("Khartoum", "SD", "SD"), ("Tunis", "TN", "TN"),
    ("Vatican City", "VA", "VA"), ("Leeds", "UK", "GB"), ("Athens", "EL", "GR"),
    ("Baku", "AZ", "AZ"), ("Kleve", "de", "DE"), ("Utrecht", "NL", "NL"), ("Reno", "US", "US"),
    ("Bath", "U.K.", "GB"), ("Salem", "U.S.", "US"), ("Zürich", "CHE", "CH"),
  ]

  @Test(arguments: fields)
  func `In a field for countries, a code is a country`(
    _ city: String, _ code: String, _ country: String
  ) throws {
    let hf = try read(
      "- {title: DEMO, year: 2027, city: \(city), country: '\(code)', deadlines: []}",
      name: "demo.yml")
    let tech = try read(
      """
      [{"name": "Demo", "url": "https://demo.example", "startDate": "2027-05-10",
        "endDate": "2027-05-11", "city": "\(city)", "country": "\(code)", "online": false}]
      """, name: "2027/data.json")
    let table = try read(
      "name,start,city,country\nDemo,2027-05-10,\(city),\(code)\n", name: "list.csv")
    for batch in [hf, tech, table] {
      let location = try #require(batch.document.conferences.first?.locations.first)
      #expect(location.city == city && location.country == country && location.region == nil)
      #expect(batch.problems.isEmpty, "\(batch.problems)")
    }
  }

  @Test(arguments: [
    ("Wien", "Österreich", "AT"), ("Oslo", "Norge", "NO"), ("東京", "日本", "JP"),
    ("Bruxelles", "Belgique", "BE"), ("Praha", "Česká republika", "CZ"), ("서울", "대한민국", "KR"),
  ])
  func `A country can have its name in its own language`(
    _ city: String, _ country: String, _ code: String
  ) throws {
    for place in [
      PlaceText.read("\(city), \(country)"),
      try #require(PlaceText.read(city: city, country: country)),
    ] {
      #expect(place.location?.city == city && place.location?.country == code)
      #expect(place.doubt == nil)
    }
  }

  @Test(
    arguments: [
      ("Seattle, WA", "USA", "Seattle", "US-WA"), ("Austin TX", "US", "Austin", "US-TX"),
      ("Vancouver, BC", "CA", "Vancouver", "CA-BC"), ("Perth, WA", "Australia", "Perth", "AU-WA"),
      ("São Paulo, SP", "BR", "São Paulo", nil), ("Seattle, Washington", "USA", "Seattle", "US-WA"),
      ("Atlanta", "Georgia", "Atlanta", "US-GA"), ("Tbilisi", "Georgia", "Tbilisi", nil),
      ("Berlin, Germany", "DE", "Berlin", nil),
    ] as [(String, String, String, String?)])
  func `A state can be in the field of the city`(
    _ city: String, _ country: String, _ name: String, _ region: String?
  ) throws {
    let place = try #require(PlaceText.read(city: city, country: country))
    #expect(place.location?.city == name && place.location?.region == region)
    #expect(place.doubt == nil)
  }

  @Test(arguments: ["XX", "Atlantis", "ZZZ", "D"])
  func `An unknown country is kept as text`(_ country: String) throws {
    let batch = try read(
      "- {title: DEMO, year: 2027, city: Berlin, country: '\(country)', deadlines: []}",
      name: "demo.yml")
    let location = try #require(batch.document.conferences.first?.locations.first)
    #expect(location.city == "Berlin" && location.country == nil)
    #expect(location.text == "Berlin, \(country)")
    #expect(batch.problems.map(\.severity) == [.notice] && batch.problems[0].value == country)
  }

  @Test(
    arguments: [
      ("Berlin, DE", "Berlin", nil, "DE"), ("Dover, DE", "Dover", "US-DE", "US"),
      ("San Francisco, CA", "San Francisco", "US-CA", "US"), ("Toronto, CA", "Toronto", nil, "CA"),
      ("Indianapolis, IN", "Indianapolis", "US-IN", "US"), ("Chennai, IN", "Chennai", nil, "IN"),
      ("Atlanta, GA", "Atlanta", "US-GA", "US"), ("Haifa, IL", "Haifa", nil, "IL"),
      ("Chicago, IL", "Chicago", "US-IL", "US"), ("Marrakech, MA", "Marrakech", nil, "MA"),
      ("Boston, MA", "Boston", "US-MA", "US"), ("Bergen, NO", "Bergen", nil, "NO"),
      ("Lyon, FR", "Lyon", nil, "FR"), ("Seattle, WA", "Seattle", "US-WA", "US"),
      ("Perth, WA", "Perth", "AU-WA", "AU"), ("Sydney, NSW", "Sydney", "AU-NSW", "AU"),
      ("Groningen, NL", "Groningen", nil, "NL"), ("St. John's, NL", "St. John's", "CA-NL", "CA"),
      ("Toronto, ON", "Toronto", "CA-ON", "CA"), ("Hall 1, Lyon, FR", "Lyon", nil, "FR"),
      ("Taipei, Taiwan, ROC", "Taipei", nil, "TW"),
      ("Bellevue, Washington, USA", "Bellevue", "US-WA", "US"),
    ] as [(String, String, String?, String)])
  func `In a text, the city decides`(
    _ text: String, _ city: String, _ region: String?, _ country: String
  ) {
    let place = PlaceText.read(text)
    #expect(place.location?.city == city && place.location?.region == region)
    #expect(place.location?.country == country && place.location?.text == text)
    #expect(place.doubt == nil)
  }

  @Test(arguments: [
    "Foo, Bar", "Oslo, Bar", "Berlin, Charlottenburg", "Paris, London", "Hall 1, Foo",
  ])
  func `Several names without a known country are kept as text, with a notice`(_ text: String)
    throws
  {
    let list = try read("- {title: DEMO, year: 2027, place: '\(text)'}", name: "demo.yml")
    let table = try read("name,start,place\nDemo,2027-05-10,\"\(text)\"\n", name: "list.csv")
    let calendar = try TestCalendar.read(
      TestCalendar.event("UID:a\nSUMMARY:Demo\nDTSTART:20270510\nDTEND:20270512\nLOCATION:\(text)"))
    for batch in [list, table, calendar] {
      let location = try #require(batch.document.conferences.first?.locations.first)
      #expect(location.city == nil && location.venue == nil && location.country == nil)
      #expect(location.text == text && location.precision == nil)
      #expect(batch.problems.map(\.severity) == [.notice] && batch.problems[0].value == text)
    }
  }

  @Test(
    arguments: [
      ("city,region\nDemo,2027-05-10,Oslo,Viken", "Oslo", nil, 1),
      ("city,region\nDemo,2027-05-10,Austin,Texas", "Austin", nil, 0),
      ("venue\nDemo,2027-05-10,Oslo", nil, "Oslo", 0),
      ("venue\nDemo,2027-05-10,\"Oslo, Norway\"", "Oslo", nil, 0),
    ] as [(String, String?, String?, Int)])
  func `A column says which part of a place it has`(
    _ rest: String, _ city: String?, _ venue: String?, _ notices: Int
  ) throws {
    let batch = try read("name,start,\(rest)\n", name: "list.csv")
    let location = try #require(batch.document.conferences.first?.locations.first)
    #expect(location.city == city && location.venue == venue)
    #expect(batch.problems.count == notices, "\(batch.problems)")
  }

  @Test(arguments: ["Nowhere, DE", "Somewhere, CA", "Elsewhere, IN", "Anywhere, QX", "Place, ZQX"])
  func `A code that the city does not decide is kept as text, with a notice`(_ text: String) throws
  {
    let batch = try read("- {title: DEMO, year: 2027, place: '\(text)'}", name: "demo.yml")
    let location = try #require(batch.document.conferences.first?.locations.first)
    #expect(location.city == text.split(separator: ",").first.map(String.init))
    #expect(location.country == nil && location.region == nil && location.text == text)
    #expect(batch.problems.map(\.severity) == [.notice] && batch.problems[0].value == text)
  }
}
