import CatalogForm
import CatalogModel

/// The common parts of deadline lists: an edition of a series with its sources.
enum ListEdition {
  /// Returns the year of a row; skips a row without one.
  ///
  /// A missing or invalid year ("2_027") is assumed from the first day or the ID.
  static func year(_ row: MapDecoder) -> Int? {
    let text = row.line("year")
    if let year = text.flatMap({ Int($0) }), EditionDates.years.contains(year) { return year }
    let name = row.has("year") ? "year" : nil
    for key in ["start", "date", "id"] {
      guard let written = row.node[key]?.text,
        let year = key == "id" ? EditionName.year(ofID: written) : EditionDates.year(written)
      else { continue }
      row.assume("expected a year; assumed to be \(year), from \(key)", name, text)
      return year
    }
    row.skip("expected a year from \(EditionDates.years.lowerBound)", name, text)
    return nil
  }

  /// Adds the series once per batch and returns its slug.
  static func series(
    _ name: String, fullName: String?, key: String, in builder: BatchBuilder,
    fill: (inout Series) -> Void = { _ in }
  ) -> String {
    let slug = SlugText.make([name])
    if let index = builder.index(ofSeries: slug) {
      fill(&builder.document.series[index])
      return slug
    }
    var series = Series(id: slug, name: name)
    series.fullName = fullName == name ? nil : fullName
    if builder.batch.source != nil { series.verification = Verification(state: "single-source") }
    series.sources = builder.attributions
    fill(&series)
    builder.document.series.append(series)
    builder.addExternalID(.series, builder.slug(.series, slug), as: key)
    return slug
  }

  static func conference(
    series: String, name: String, acronym: String?, year: Int, in builder: BatchBuilder
  ) -> Conference {
    var conference = Conference(id: builder.slug(.conference, series, String(year)), name: name)
    conference.series = [series]
    conference.acronym = acronym == name ? nil : acronym
    conference.year = year
    conference.verification = Verification(state: "single-source")
    conference.sources = builder.attributions
    return conference
  }

  /// Adds the edition with its deadlines; without any, deadlines are not announced.
  ///
  /// If the batch already has an edition with the same name, days and address, its missing data is
  /// added.
  static func add(_ conference: Conference, _ list: DeadlineList, to builder: BatchBuilder) {
    var conference = conference
    conference.deadlines = list.deadlines
    if let index = builder.duplicate(of: conference) {
      builder.count("duplicates")
      return builder.merge(conference, into: index)
    }
    conference.deadlinesStatus = list.deadlines.isEmpty ? "not_announced" : nil
    builder.count("editions")
    builder.count("deadlines", list.deadlines.count)
    builder.document.conferences.append(conference)
  }
}
