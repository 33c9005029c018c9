import Catalog

/// What the lists of deadlines have in common: an edition of a series with its sources.
enum ListEdition {
  /// The year of a row; one without is skipped with a problem.
  static func year(_ row: Fields) -> Int? {
    guard let text = row.line("year"), let year = Int(text), (1900...2200).contains(year) else {
      row.skip("no year", row.has("year") ? "year" : nil, row.line("year"))
      return nil
    }
    return year
  }

  /// Adds the series once a batch; its slug.
  static func series(
    _ name: String, fullName: String?, key: String, in builder: BatchBuilder,
    fill: (inout Series) -> Void = { _ in }
  ) -> String {
    let slug = SlugText.make([name])
    if let index = builder.place(ofSeries: slug) {
      fill(&builder.document.series[index])
      return slug
    }
    var series = Series(id: slug, name: name)
    series.fullName = fullName == name ? nil : fullName
    series.verification = Verification(state: "single-source")
    series.sources = builder.attributions
    fill(&series)
    builder.document.series.append(series)
    builder.identify(.series, builder.slug(.series, slug), as: key)
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

  /// Adds the edition with its deadlines; a list without any says that none is announced.
  static func add(_ conference: Conference, _ list: DeadlineList, to builder: BatchBuilder) {
    var conference = conference
    conference.deadlines = list.deadlines
    conference.deadlinesStatus = list.deadlines.isEmpty ? "not_announced" : nil
    builder.count("editions")
    builder.count("deadlines", list.deadlines.count)
    builder.document.conferences.append(conference)
  }
}
