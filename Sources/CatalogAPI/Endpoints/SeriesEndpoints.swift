import Catalog
import HTTP
import JSON

enum SeriesEndpoints {
  static let list = [all, one, editions]

  static let all = Endpoint(
    "/series", "Series of conferences, and umbrellas over several events",
    [
      .topic("Series"),
      Parameter("kind", .choices(Series.kinds), "Recurring or umbrella.", example: "umbrella"),
      .limit, .cursor,
    ]
  ) { call in
    let reader = call.reader
    let topics = try call.arguments.names(
      "topic", resolve: { try reader.topics(named: $0) }, known: { try reader.labels("topic") })
    let kinds = call.arguments.choices("kind")
    let request = call.arguments.page()
    try call.checkArguments()
    let page = try reader.series(topics: topics, kinds: kinds, page: request)
    return try call.list(page, limit: request.limit) { json, series in
      series.write(to: &json, in: call.context)
    }
  }

  static let one = Endpoint(
    "/series/{series}", "One series with its editions and whom it is recommended for"
  ) { call in
    try call.checkArguments()
    let slug = call.capture("series")
    guard let series = try call.reader.series(slug) else {
      let named = try call.reader.series(named: slug)
      if named.count == 1 { return .moved(to: "/series/\(named[0])") }
      if named.count > 1 {
        throw Problem(
          status: .multipleChoices, kind: "several-series",
          detail: "\"\(slug)\" names several series.", suggestions: named)
      }
      try call.missing("series", slug, .series)
    }
    let editions = try call.reader.editions(series: slug)
    let advice = try call.reader.recommendedFor(series: slug)
    return try call.one { json in
      series.write(to: &json, in: call.context) { json in
        json.list("recommended_for", advice) { json, advice in
          json.object { json in
            json.member("audience", advice.audience)
            json.member("reason", advice.reason)
            json.member("source", advice.source)
          }
        }
        json.list("conferences", editions) { json, edition in
          json.object { json in
            json.member("id", edition)
            json.member("url", "\(call.baseURL)/conferences/\(edition)")
          }
        }
      }
    }
  }

  static let editions = Endpoint(
    "/series/{series}/conferences", "The editions of a series, the oldest first",
    [.limit, .cursor]
  ) { call in
    let request = call.arguments.page()
    try call.checkArguments()
    let slug = call.capture("series")
    guard try call.reader.series(slug) != nil else { try call.missing("series", slug, .series) }
    var query = ConferenceQuery()
    query.series.included = [slug]
    return try ConferenceEndpoints.answer(call, query, request)
  }
}
