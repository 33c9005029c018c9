import CatalogForm
import CatalogModel

extension ImportFormat {
  static let confsTech = ImportFormat(
    "confs-tech", "confs.tech: a JSON array for each topic and year",
    grouping: .folder(family: "confs-tech"), source: { _ in ConfsTech.source },
    matches: { $0.hasJSON("[]/startDate", "[]/name") },
    decode: .rows { row, file, builder in
      builder.count("rows")
      ConfsTech.read(row, builder.topics([Paths.stem(file.name)]), builder)
    })
}

/// confs.tech (tech-conferences/conference-data): a JSON array per topic and year.
///
/// Files of several topics can list the same conference. Files of one year are read together, and
/// rows with the same name, first day and address become one conference with all topics.
enum ConfsTech {
  static let source: Source = {
    var source = Source(id: "tech-conferences", title: "conference-data")
    source.url = "https://github.com/tech-conferences/conference-data"
    source.publisher = "tech-conferences"
    source.licence = "MIT-style permission notice"
    return source
  }()

  fileprivate static func read(_ row: MapDecoder, _ topics: [String], _ builder: BatchBuilder) {
    guard let name = row.line("name") else { return row.skip("no name") }
    guard let start = row.line("startDate"), let day = Day(start),
      EditionDates.years.contains(day.components.year)
    else {
      return row.skip(
        "expected a first day", row.has("startDate") ? "startDate" : nil, row.line("startDate"))
    }
    let year = day.components.year
    let key = "\(name)/\(start)/\(row.line("url") ?? "")"
    if let index = builder.conference(identifiedAs: key) {
      let known = builder.document.conferences[index].topics
      builder.document.conferences[index].topics += topics.filter { !known.contains($0) }
      return
    }
    let seriesName = SeriesName.guess(name)
    let series = ListEdition.series(seriesName, fullName: nil, key: seriesName, in: builder)
    var conference = ListEdition.conference(
      series: series, name: name, acronym: nil, year: year, in: builder)
    builder.addExternalID(.conference, conference.id, as: key)
    conference.dates = EditionDates.read(
      start: start, end: row.line("endDate"), text: nil, year: year, in: row)
    places(row, &conference)
    conference.links =
      row.link("url", as: "home") + row.link("cfpUrl", as: "cfp")
      + row.link("cocUrl", as: "code-of-conduct") + social(row)
    conference.languages = row.line("locales").map { text in
      text.split(separator: ",").compactMap { PlainText.line($0.lowercased()) }
    }
    if row.flag("offersSignLanguageOrCC") == true {
      conference.accessibility = "Sign language or closed captions are offered."
    }
    conference.topics = topics
    var list = DeadlineList(of: conference, sources: builder.attributions)
    if let end = row.line("cfpEndDate") {
      list.add(type: "cfp", local: end, zone: nil, in: row, at: "cfpEndDate")
    }
    row.ignore("github", "linkedin", "sign")
    row.reportUnread()
    ListEdition.add(conference, list, to: builder)
  }

  /// Reads the place and the attendance format.
  ///
  /// The format is hybrid if `online` is true and there is a city, virtual without a city, and
  /// in-person if `online` is false.
  private static func places(_ row: MapDecoder, _ conference: inout Conference) {
    let online = row.flag("online")
    let isOnline = online ?? false
    // The city can be "Online"; `place` then has a format instead of a location.
    let place = row.place(
      "country", PlaceText.read(city: row.line("city"), country: row.line("country")))
    if let location = place?.location { conference.locations = [location] }
    if online == false, place?.format == nil, !conference.locations.isEmpty {
      conference.format = "in-person"
    } else if isOnline || place?.format != nil {
      let isSomewhere = conference.locations.contains { !$0.isVirtual }
      conference.format = isSomewhere ? "hybrid" : "virtual"
      if conference.locations.isEmpty {
        var location = Location(text: "online")
        location.isVirtual = true
        conference.locations = [location]
      }
    }
  }

  private static func social(_ row: MapDecoder) -> [Link] {
    [
      ("twitter", "twitter.com"), ("mastodon", "mastodon.social"), ("bluesky", "bsky.app/profile"),
    ].compactMap { key, site in
      guard let handle = row.line(key) else { return nil }
      let link = LinkText.social(handle, on: site)
      if link == nil { row.drop("expected an account or a web address", key, handle) }
      return link
    }
  }
}
