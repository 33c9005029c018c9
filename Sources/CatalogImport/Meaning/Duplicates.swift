import Catalog
import CatalogModel

extension BatchBuilder {
  /// Returns the index of an edition with the same name, days and address in the document.
  ///
  /// Names are compared after folding; addresses without scheme, `www.`, letter case and trailing
  /// slash. An edition without days or address has no duplicate.
  func duplicate(of conference: Conference) -> Int? {
    guard let edtf = conference.dates?.edtf,
      let url = conference.links.first(where: { $0.rel == "home" })?.url
    else { return nil }
    let key = "\(Folding.fold(conference.name))|\(edtf)|\(LinkText.comparable(url))"
    guard let index = self.index(ofEdition: key) else { return nil }
    // Two cities mean two sites of one conference, each with its own row.
    let cities = [document.conferences[index], conference].compactMap { $0.locations.first?.city }
    return Set(cities.map { Folding.fold($0) }).count < 2 ? index : nil
  }

  /// Adds the data of another row to an edition; the first row takes precedence.
  func merge(_ other: Conference, into index: Int) {
    let known = document.conferences[index]
    problem(
      .notice, "the edition occurs twice; both rows were merged",
      value: other.links.first { $0.rel == "home" }?.url ?? other.name)
    document.conferences[index].topics += other.topics.filter { !known.topics.contains($0) }
    document.conferences[index].deadlines += other.deadlines.filter { deadline in
      !known.deadlines.contains { $0.id == deadline.id }
    }.map { deadline in
      var deadline = deadline
      deadline.conference = known.id
      return deadline
    }
    if known.locations.isEmpty { document.conferences[index].locations = other.locations }
    let rels = Set(known.links.map(\.rel))
    document.conferences[index].links += other.links.filter { !rels.contains($0.rel) }
    forget(.conference, other.id)
  }
}

extension LinkText {
  static func comparable(_ url: String) -> String {
    var text = url.lowercased()
    for prefix in ["https://", "http://"] where text.hasPrefix(prefix) {
      text.removeFirst(prefix.count)
    }
    if text.hasPrefix("www.") { text.removeFirst(4) }
    while text.hasSuffix("/") { text.removeLast() }
    return text
  }
}
