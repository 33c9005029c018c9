import CatalogForm
import CatalogModel

extension ImportFormat {
  static let pythonDeadlines = ImportFormat(
    "python-deadlines", "JesperDramsch/python-deadlines: calls for proposals of Python conferences",
    source: { _ in PythonDeadlines.source },
    matches: { file in
      guard let row = file.firstRow else { return false }
      return row["conference"] != nil && row["year"] != nil
        || file.isListOfEditions && row["cfp"] != nil
    },
    decode: .rows { row, _, builder in PythonDeadlines.read(row, builder) })
}

/// JesperDramsch/python-deadlines: calls for proposals of Python conferences.
///
/// Until 2023 the name was in `title`, and the dates were a text.
enum PythonDeadlines {
  static let source: Source = {
    var source = Source(id: "python-deadlines", title: "python-deadlines")
    source.url = "https://github.com/JesperDramsch/python-deadlines"
    source.publisher = "Jesper Dramsch"
    source.licence = "MIT"
    return source
  }()

  fileprivate static func read(_ row: MapDecoder, _ builder: BatchBuilder) {
    guard let title = row.line("conference") ?? row.line("title") else {
      return row.skip("no conference")
    }
    guard let year = ListEdition.year(row) else { return }
    let altName = row.line("alt_name")
    let series = ListEdition.series(title, fullName: nil, key: title, in: builder) { series in
      if let altName, altName != title, !series.aliases.contains(altName) {
        series.aliases.append(altName)
      }
    }
    var conference = ListEdition.conference(
      series: series, name: title, acronym: nil, year: year, in: builder)
    let place = row.line("place")
    // The list has no IDs, and has PyCon China twice in 2023, in different cities.
    let key = "\(title)/\(year)"
    let isKnown = builder.conference(identifiedAs: key) != nil
    builder.addExternalID(.conference, conference.id, as: isKnown ? "\(key)/\(place ?? "")" : key)
    conference.dates = EditionDates.read(
      start: row.line("start"), end: row.line("end"), text: row.line("date"), year: year, in: row)
    places(row, place, &conference)
    conference.links = links(row)
    let codes = row.lines("sub").flatMap { $0.split(separator: ",").map(String.init) }
    conference.topics = builder.topics(codes.compactMap { TopicNames.python[$0] })
    conference.summary = row.block("note")
    ListEdition.add(conference, deadlines(row, conference, builder), to: builder)
    row.ignore("title", "id", "finaid", "sponsor", "youtube", "time", "hashtag")
    row.reportUnread()
  }

  private static func places(_ row: MapDecoder, _ place: String?, _ conference: inout Conference) {
    if let read = row.place("place") {
      conference.locations = read.location.map { [$0] } ?? []
      conference.format = read.format
    }
    for text in row.lines("extra_places") {
      let read = PlaceText.read(text)
      if let location = read.location { conference.locations.append(location) }
      if read.format == "virtual", conference.format == nil { conference.format = "hybrid" }
    }
    for (index, site) in row.children("location").enumerated() {
      if let latitude = site.number("latitude"), let longitude = site.number("longitude"),
        index < conference.locations.count, !conference.locations[index].isVirtual,
        conference.locations[index].city != nil
      {
        conference.locations[index].coordinates = Coordinates(
          degreesNorth: latitude, east: longitude)
      }
      site.ignore("title", "latitude", "longitude")
      site.reportUnread()
    }
  }

  private static func links(_ row: MapDecoder) -> [Link] {
    var links = row.link("link", as: "home") + row.link("cfp_link", as: "cfp")
    for (key, site) in [
      ("twitter", "twitter.com"), ("mastodon", "mastodon.social"), ("bluesky", "bsky.app/profile"),
    ] {
      guard let handle = row.line(key) else { continue }
      if let link = LinkText.social(handle, on: site) {
        links.append(link)
      } else {
        row.drop("expected an account or a web address", key, handle)
      }
    }
    return links
  }

  private static func deadlines(
    _ row: MapDecoder, _ conference: Conference, _ builder: BatchBuilder
  ) -> DeadlineList {
    var list = DeadlineList(of: conference, sources: builder.attributions)
    // By the README of the list, a time without a zone is AoE.
    let zone = row.line("timezone") ?? "AoE"
    let first = row.line("cfp").map {
      list.add(type: "cfp", local: $0, zone: zone, in: row, at: "cfp")
    }
    if let extended = row.line("cfp_ext") {
      list.add(type: "cfp", label: "Extended", local: extended, zone: zone, in: row, at: "cfp_ext")
      if let first { list.lastExtends(first) }
    }
    for key in ["tutorial_deadline", "workshop_deadline"] {
      guard let local = row.line(key) else { continue }
      list.add(type: key, local: local, zone: zone, in: row, at: key)
    }
    return list
  }
}
