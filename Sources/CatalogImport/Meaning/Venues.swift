import CatalogModel

/// Reads the places of an edition with separate fields for city, country and venue.
enum Venues {
  /// Returns the main location, then further sites in the text of the venue.
  ///
  /// Examples: "San Diego Convention Center, USA & Hilton Mexico City Reforma, Mexico", "...;
  /// satellite events at Georgia World Congress Center, Atlanta, USA and Paris, France".
  static func read(_ row: MapDecoder) -> [Location] {
    let venue = row.line("venue")
    let country = row.line("country")
    guard let read = PlaceText.read(city: row.line("city"), country: country) else {
      return row.place("venue")?.location.map { [$0] } ?? []
    }
    guard var main = row.place("country", read)?.location else { return [] }
    if main.isVirtual { return [main] }
    guard let venue else { return [main] }
    let sites = sites(in: venue).map { PlaceText.location($0) }
    let others = sites.filter { $0.country != nil && !isSame($0, main) }
    if others.isEmpty {
      main.venue = hall(venue, main)
      main.text = venue
    } else {
      let own = sites.first { isSame($0, main) }
      main.venue = own?.venue ?? own?.city.flatMap { $0 == main.city ? nil : $0 }
    }
    main.precision = PlaceText.precision(main)
    return [main]
      + others.map { site in
        var site = site
        let parts = [site.venue, site.city, site.country]
        site.text = parts.compactMap { $0 }.joined(separator: ", ")
        return site
      }
  }

  private static func isSame(_ one: Location, _ other: Location) -> Bool {
    guard one.country == other.country else { return false }
    guard let city = one.city, let otherCity = other.city, one.venue != nil else { return true }
    return Folding.fold(city) == Folding.fold(otherCity)
  }

  /// Returns the venue without the city and country at its end.
  private static func hall(_ venue: String, _ main: Location) -> String? {
    var pieces = venue.split(separator: ",").compactMap { PlainText.line(String($0)) }
    while let last = pieces.last, pieces.count > 1 {
      let isCity = main.city.map { Folding.fold($0) == Folding.fold(last) } ?? false
      guard isCity || CountryNames.country(last) != nil || CountryNames.part(last) != nil else {
        break
      }
      pieces.removeLast()
    }
    if pieces.count == 1, let city = main.city, Folding.fold(pieces[0]) == Folding.fold(city) {
      return nil
    }
    return pieces.isEmpty ? nil : pieces.joined(separator: ", ")
  }

  /// Returns the parts of the text that can be places, each split at its commas.
  private static func sites(in venue: String) -> [[String]] {
    var text = ""
    var depth = 0
    for character in venue {
      if character == "(" { depth += 1 }
      if depth == 0 { text.append(character) }
      if character == ")" { depth -= 1 }
    }
    for joint in [" & ", " and ", ";", ". ", " / "] {
      text = text.replacingAll(joint, with: "\n")
    }
    return text.split(separator: "\n").map { site in
      site.split(separator: ",").compactMap { piece in
        var piece = PlainText.line(String(piece)) ?? ""
        for lead in ["Satellite events at ", "satellite events at "] where piece.hasPrefix(lead) {
          piece.removeFirst(lead.count)
        }
        if piece.hasSuffix(".") { piece.removeLast() }
        return piece.isEmpty ? nil : piece
      }
    }.filter { !$0.isEmpty }
  }
}
