import CatalogForm
import CatalogModel

/// The place and attendance format of a conference, read from a text.
struct PlaceText: Equatable, Sendable {
  var location: Location?
  /// One of `Conference.formats`; `nil` if the text does not say.
  var format: String?
  /// Why the place is kept as text only: it is unknown or ambiguous.
  var doubt: String?

  private static let online = [
    "online", "virtual", "virtually", "remote", "everywhere", "worldwide", "world wide", "internet",
    "virtual conference", "virtual event", "online event", "online conference", "zoom",
    "fully virtual", "fully online", "virtual only", "online only",
  ]
  private static let unknown = [
    "tbd", "tba", "to be announced", "to be determined", "to be confirmed", "location tbc", "tbc",
    "physical location tbc", "none", "unknown", "n a", "location tbd", "physical",
  ]
  private static let hallWords: Set<String> = [
    "expo", "center", "centre", "hotel", "university", "hall", "campus", "institute", "arena",
    "resort", "convention", "palace", "school", "college", "museum", "library",
  ]

  /// Reads "Seattle, WA, USA", "Bruges, Belgium and Online", "Málaga, Spain (hybrid)", "Virtual" or
  /// "Morocco".
  ///
  /// A single name that is no country becomes a city or, by its words, a venue; several without a
  /// known country are text only. The text itself is always kept.
  static func read(_ text: String) -> PlaceText { read(text, country: nil) }

  /// Reads the fields of a place; the country is a name or code.
  static func read(city: String?, region: String? = nil, country: String?) -> PlaceText? {
    let text = [city, region, country].compactMap { $0 }.joined(separator: ", ")
    guard !text.isEmpty else { return nil }
    guard let country else {
      let whole = read(text)
      guard let city, region != nil, whole.location?.country == nil else { return whole }
      var place = read(city)
      place.doubt = place.doubt ?? "unknown region; kept as text"
      return place.with(text)
    }
    let isAmericanGeorgia = stateAsCountry(country, city: city ?? "") == "US-GA"
    let code = PlaceCodes.country(country) ?? CountryNames.country(country)
    if let code, !isAmericanGeorgia, city != nil || country.utf8.count == 2 {
      var place =
        city.map { read($0, country: code) } ?? PlaceText(location: location([], in: code))
      if let region, var location = place.location, location.region == nil {
        location.region =
          region.dropFirst(2).first == "-" ? region : CountryNames.part(region, of: code)
        location.precision = precision(location)
        place.location = location
      }
      return place.with(text)
    }
    let folded = Folding.fold(country)
    let isKnown =
      code ?? CountryNames.part(country) ?? countryAtEnd(of: country)?.code != nil
      || folded == "new york" || (online + unknown).contains(folded) || split(country).count > 1
    if isKnown { return read(text) }
    var place = city.map { read($0) } ?? PlaceText(location: Location(text: nil))
    place.doubt = "unknown country; kept as text"
    return place.with(text)
  }

  /// Reports a place that is kept as text only, in a format without fields.
  func reportDoubt(_ line: Int?, in builder: BatchBuilder) {
    if let doubt { builder.problem(.notice, doubt, line: line, value: location?.text) }
  }

  private func with(_ text: String) -> PlaceText {
    var copy = self
    copy.location?.text = text
    return copy
  }

  private static func read(_ text: String, country: String?) -> PlaceText {
    var rest = text
    let isHybrid = takeHybrid(&rest)
    var isOnline = false
    var pieces: [String] = []
    for piece in split(rest) {
      let folded = Folding.fold(piece)
      if online.contains(folded) {
        isOnline = true
      } else if !folded.isEmpty, !unknown.contains(folded) {
        pieces.append(piece)
      }
    }
    let namesPhysical = Folding.fold(rest).split(separator: " ").contains("physical")
    let format: String? =
      if isHybrid || (isOnline && (namesPhysical || (!pieces.isEmpty && !isAside(rest)))) {
        "hybrid"
      } else if isOnline {
        "virtual"
      } else {
        nil
      }
    if format == "virtual" {
      var location = Location(text: text)
      location.isVirtual = true
      return PlaceText(location: location, format: format)
    }
    guard !pieces.isEmpty || country != nil else { return PlaceText(location: nil, format: format) }
    var location = location(pieces, in: country)
    var doubt: String?
    if pieces.count > 1, let last = pieces.last, country == nil,
      PlaceCodes.meaning(last, city: pieces[pieces.count - 2]) == .undecided
    {
      doubt = "the code \(last) is unknown or ambiguous; kept as text"
    } else if pieces.count > 1, location.country == nil {
      // "X, Y" can be a city with a part of it, a building with a city, or two cities.
      location = Location(text: nil)
      doubt = "a place without a known country; kept as text"
    }
    location.text = text
    return PlaceText(location: location, format: format, doubt: doubt)
  }

  /// Whether the place is in brackets after "Online": the seat of the organizers.
  private static func isAside(_ text: String) -> Bool {
    let words = text.split(whereSeparator: { " (,".contains($0) })
    guard let first = words.first, text.contains("(") else { return false }
    return online.contains(Folding.fold(String(first)))
  }

  private static func takeHybrid(_ text: inout String) -> Bool {
    guard text.containsWord("hybrid") else { return false }
    for word in ["hybrid", "Hybrid", "HYBRID"] {
      text = text.replacingAll(word, with: "")
    }
    return true
  }

  /// Splits at commas, and around "and", "&", "/" and brackets if one side is "online".
  private static func split(_ text: String) -> [String] {
    var separated = text.replacingAll("，", with: ",").replacingAll(";", with: ",").replacingAll(
      "|", with: ",")
    for word in [" and ", " AND ", " & ", " / ", " + ", " or "] where names(online: separated) {
      separated = separated.replacingAll(word, with: ",")
    }
    separated = separated.replacingAll("(", with: ",").replacingAll(")", with: ",")
    return separated.split(separator: ",").compactMap { piece in
      var piece = PlainText.line(String(piece)) ?? ""
      if piece == "and" || piece == "S.A.R." { return nil }
      if piece.hasPrefix("and ") { piece.removeFirst(4) }
      while let last = piece.last, ".-–".contains(last), piece.count > 5 || last != "." {
        piece.removeLast()
      }
      return piece.isEmpty ? nil : piece
    }
  }

  private static func names(online text: String) -> Bool {
    Folding.fold(text).split(separator: " ").contains { online.contains(String($0)) }
  }

  /// Creates a location from its parts, the widest last; the country is given or the last part.
  static func location(_ pieces: [String], in country: String? = nil) -> Location {
    var location = Location(text: nil)
    var pieces = pieces
    if let country {
      location.country = country
      if pieces.count > 1, let last = pieces.last, CountryNames.country(last) == country {
        pieces.removeLast()
      }
    } else if pieces.count > 1, let last = pieces.last,
      let meaning = PlaceCodes.meaning(last, city: pieces[pieces.count - 2])
    {
      switch meaning {
      case .country(let code): location.country = code
      case .part(let part):
        location.country = String(part.prefix(2))
        location.region = part
      case .undecided: break
      }
      pieces.removeLast()
    } else if pieces.count > 1, let last = pieces.last,
      let part = stateAsCountry(last, city: pieces[pieces.count - 2])
    {
      location.country = String(part.prefix(2))
      location.region = part
      pieces.removeLast()
    } else if let last = pieces.last, let code = CountryNames.country(last) {
      location.country = code
      if pieces.count == 1, code == "SG" || code == "HK" || code == "MO" || code == "MC" {
        location.city = last
      }
      pieces.removeLast()
      // Drops a second name of the country: "Taipei, Taiwan, ROC".
      if pieces.count > 1, CountryNames.country(pieces[pieces.count - 1]) == code {
        pieces.removeLast()
      }
    } else if pieces.count == 1, let part = CountryNames.part(pieces[0]) {
      location.country = String(part.prefix(2))
      location.region = part
      pieces.removeLast()
    } else if let last = pieces.last, let (rest, code) = countryAtEnd(of: last) {
      location.country = code
      pieces[pieces.count - 1] = rest
    }
    takeRegion(&location, &pieces)
    if location.city == nil, let last = pieces.popLast() {
      if pieces.isEmpty, isHall(last) {
        location.venue = last
      } else {
        location.city = last
      }
    }
    if location.venue == nil, !pieces.isEmpty {
      location.venue = pieces.joined(separator: ", ")
    }
    location.precision = precision(location)
    return location
  }

  static func precision(_ location: Location) -> String? {
    if location.city != nil { return location.venue == nil ? "city" : "venue" }
    if location.region != nil { return "region" }
    return location.country == nil ? nil : "country"
  }

  private static func takeRegion(_ location: inout Location, _ pieces: inout [String]) {
    guard location.region == nil, let country = location.country, let last = pieces.last else {
      return
    }
    // A single part before the country can be a state ("Florida, USA"), but "New York, USA" and
    // "Washington, USA" mean the cities.
    if pieces.count > 1 || CountryNames.part(last) != nil,
      let part = CountryNames.part(last, of: country)
    {
      location.region = part
      pieces.removeLast()
    } else if let space = last.lastIndex(of: " "),
      let part = CountryNames.part(String(last[last.index(after: space)...]), of: country)
    {
      // The state can follow a space: "Boca Raton FL, USA", "Baltimore, Maryland USA".
      location.region = part
      pieces[pieces.count - 1] = String(last[..<space])
    } else if pieces.count > 1, (2...3).contains(last.utf8.count), last == last.uppercased(),
      last.allSatisfy(\.isLetter)
    {
      // An unknown code of a part is not a city: "São Paulo, SP, Brazil".
      pieces.removeLast()
    }
  }

  /// Reads a state in place of a country: "Philadelphia, Pennsylvania".
  private static func stateAsCountry(_ text: String, city: String) -> String? {
    if let part = CountryNames.part(text) { return part }
    switch Folding.fold(text) {
    case "georgia": return CountryNames.georgian.contains(Folding.fold(city)) ? "US-GA" : nil
    case "new york": return "US-NY"
    default: return nil
    }
  }

  /// Splits a country off after the last space: "Maryland USA".
  private static func countryAtEnd(of text: String) -> (rest: String, code: String)? {
    guard let space = text.lastIndex(of: " ") else { return nil }
    let name = String(text[text.index(after: space)...])
    guard ["USA", "UK", "U.S.A.", "U.K.", "UAE", "China"].contains(name),
      let code = CountryNames.country(name)
    else { return nil }
    return (String(text[..<space]), code)
  }

  private static func isHall(_ text: String) -> Bool {
    Folding.fold(text).split(separator: " ").contains { hallWords.contains(String($0)) }
  }
}
