import CatalogForm
import CatalogModel

struct TableConferences {
  let builder: BatchBuilder
  let dates: TableDates
  /// Whether the table is an export of the catalog, whose rows refer to records of the catalog.
  let isOwn: Bool

  func read(_ row: MapDecoder) {
    builder.count("rows")
    guard let name = text("name", of: row) ?? text("acronym", of: row) else {
      return row.skip("no name")
    }
    guard isOwn || name.contains(where: { $0.isLetter || $0.isNumber }) else {
      return row.skip("a name without letters and digits", "name", name)
    }
    for column in ["city", "region", "country", "place"] {
      if let text = row.line(column), TableDates.isDateOrNumber(text) {
        return row.skip(
          "expected a place, not a date or number; is the row shifted?", column, text)
      }
    }
    let period = TablePeriod(row, dates)
    let year = period.year ?? EditionName.read(name)?.year
    guard var record = record(row, name: name, year: year) else { return }
    record.dates = period.dates(of: year)
    places(row, &record)
    record.links = row.link("website", as: "home") + row.link("cfp", as: "cfp")
    record.topics = builder.topics(TableRows.ownTopics(row))
    record.editionNumber = row.integer("edition_number")
    record.organizer = text("organizer", of: row)
    record.tagline = text("tagline", of: row)
    record.theme = text("theme", of: row)
    record.summary = isOwn ? row.raw("summary") : row.block("summary")
    let languages = TableRows.values(row, "languages")
    record.languages = row.has("languages") && !(isOwn && languages.isEmpty) ? languages : nil
    row.choice("status", Conference.statuses) { record.status = $0 }
    row.choice("kind", Conference.kinds) { record.kind = $0 }
    row.choice("format", Conference.formats) { record.format = $0 }
    if let zone = row.line("time_zone") {
      record.timeZone = builder.zone(zone)?.name
      if record.timeZone == nil {
        row.drop(
          "unknown time zone; expected an IANA name such as Europe/Vienna", "time_zone", zone)
      }
    }
    var list = DeadlineList(of: record, sources: builder.attributions)
    if let local = dates.value("deadline", of: row) {
      list.add(type: "paper", local: local, zone: row.line("timezone"), in: row, at: "deadline")
    }
    // A table exported from the catalog has no deadlines.
    if isOwn {
      let stated = ["status", "kind"].filter { row.line($0) != nil }
      builder.document.append(record, stating: stated)
    } else {
      ListEdition.add(record, list, to: builder)
    }
  }

  /// Returns the text of a cell as one line; unchanged in a table exported from the catalog.
  private func text(_ name: String, of row: MapDecoder) -> String? {
    isOwn ? row.raw(name) : row.line(name)
  }

  private func record(_ row: MapDecoder, name: String, year: Int?) -> Conference? {
    let acronym = row.line("acronym")
    var names = TableRows.values(row, "series")
    let ids = isOwn ? names.filter(Slug.isValid) : []
    if isOwn { names = names.compactMap { ownSeries($0, of: name, acronym) } }
    if names.isEmpty, !isOwn { names = [SeriesName.guess(acronym ?? name)] }
    var series = names.map { ListEdition.series($0, fullName: nil, key: $0, in: builder) }
    if isOwn {
      for id in ids where builder.index(ofSeries: id) == nil {
        builder.document.series.append(Series(id: id, name: id))
      }
      series = ids
    }
    let id = row.line("id")
    var record: Conference
    if isOwn, let id, Slug.isValid(id) {
      let slug = builder.slug(.conference, id)
      guard
        let stated = OwnTable(kind: .conference, builder: builder)
          .conference(row, id: slug, name: name)
      else { return nil }
      record = stated
      record.year = year
    } else if let year {
      record = ListEdition.conference(
        series: series.first ?? SlugText.make([name]), name: name, acronym: acronym, year: year,
        in: builder)
    } else {
      record = Conference(id: builder.slug(.conference, name), name: name)
      record.acronym = acronym == name ? nil : acronym
      record.sources = builder.attributions
      record.verification = Verification(state: "single-source")
    }
    record.series = series
    if let id, Slug.isValid(id) { builder.states(conference: id) }
    if let id, Slug.isValid(id), !builder.has(.conference, slug: id) {
      record.id = builder.slug(.conference, id)
    } else if let id, id != record.id {
      row.notice(
        "assumed the id to be the ID of the record", "id", id)
    }
    if isOwn {
      record.acronym = acronym
      record.verification = Verification(state: "unverified")
    } else {
      let key = id ?? "\(names.first ?? "")/\(year.map { String($0) } ?? "")"
      builder.addExternalID(
        .conference, record.id, as: builder.conference(identifiedAs: key) == nil ? key : nil)
    }
    return record
  }

  /// Returns the name of a series for which the table has only the ID.
  ///
  /// It is the acronym or name of the edition from which the ID can be derived; `nil` for any other
  /// ID.
  private func ownSeries(_ id: String, of name: String, _ acronym: String?) -> String? {
    [acronym, acronym.map(SeriesName.guess), SeriesName.guess(name), name].compactMap(\.self)
      .first { SlugText.make([$0]) == id }
  }

  /// Returns several places of one row; none if the columns do not tell the parts of each.
  ///
  /// A column has each value once, so that several cities of one country have a single code.
  private func ownPlaces(_ row: MapDecoder) -> [Location] {
    let columns = ["city", "region", "country", "place", "place_certainty"].map {
      TableRows.values(row, $0)
    }
    let count = columns.map(\.count).max() ?? 0
    let (regions, countries) = (columns[1], columns[2])
    guard columns[0].count == count, columns[3].count == count,
      [0, count].contains(regions.count), columns[4].count <= 1 || columns[4].count == count
    else { return [] }
    guard countries.allSatisfy({ PlaceCodes.country($0) == $0 }),
      columns[4].allSatisfy({ ["stated", "candidate"].contains($0) })
    else { return [] }
    if let venue = row.line("venue") {
      row.notice("the venues of several places were ignored", "venue", venue)
    }
    return (0..<count).compactMap { index in
      let country =
        countries.count == count
        ? countries[index]
        : countries.count == 1
          ? countries[0] : regions.isEmpty ? nil : String(regions[index].prefix { $0 != "-" })
      guard let country else { return nil }
      var location = Location(text: columns[3][index])
      (location.city, location.country) = (columns[0][index], country)
      location.region = regions.isEmpty ? nil : regions[index]
      if let certainty = columns[4].count == 1 ? columns[4][0] : columns[4].dropFirst(index).first {
        location.certainty = certainty
      }
      location.precision = PlaceText.precision(location)
      return location
    }
  }

  private func places(_ row: MapDecoder, _ record: inout Conference) {
    var (city, region, country) = (row.line("city"), row.line("region"), row.line("country"))
    let text =
      row.line("place")
      ?? [city, region, country].compactMap(\.self).joined(separator: ", ").nonEmpty
    // People's tables have the city beside its country, often under "location".
    if !isOwn, city == nil, (region ?? country) != nil { city = row.line("place") }
    let stated = [city, region, country].compactMap(\.self)
    if isOwn, (stated + [text, row.line("venue")]).contains(where: { $0?.contains(";") == true }) {
      record.locations = ownPlaces(row)
      if record.locations.isEmpty {
        row.drop(
          "several places with different parts cannot be imported; export the records as NDJSON",
          "place", text)
      }
      return
    }
    if text == nil, let venue = row.line("venue") {
      // A city in the column of the building cannot be told from a building.
      let read = PlaceText.read(venue)
      var location = Location(text: venue)
      location.venue = venue
      record.locations = [read.location?.country == nil ? location : read.location ?? location]
      record.format = read.format
      return
    }
    // Semicolons separate several places.
    if !stated.isEmpty, !stated.contains(where: { $0.contains(";") }) {
      let read = PlaceText.read(city: city, region: region, country: country)
      guard var location = row.place("country", read)?.location else { return }
      location.text = text
      location.venue = row.line("venue") ?? location.venue
      location.precision = PlaceText.precision(location)
      if isOwn {
        row.choice("place_certainty", ["stated", "candidate"]) { location.certainty = $0 }
      }
      record.locations = [location]
      if !isOwn { record.format = read?.format }
      return
    }
    let places = (text ?? "").split(separator: ";").compactMap { PlainText.line(String($0)) }
      .compactMap { row.place("place", PlaceText.read($0)) }
    if !isOwn { record.format = places.first?.format }
    record.locations = places.compactMap(\.location)
    // In a table of the catalog, a place without a country is the text of a location without a city.
    if isOwn, let text, record.locations.count == 1, record.locations[0].country == nil {
      var location = Location(text: text)
      location.isVirtual = record.locations[0].isVirtual
      row.choice("place_certainty", ["stated", "candidate"]) { location.certainty = $0 }
      record.locations = [location]
    }
    if record.locations.count == 1, record.locations[0].venue == nil {
      record.locations[0].venue = row.line("venue")
      record.locations[0].precision = PlaceText.precision(record.locations[0])
    }
  }
}
