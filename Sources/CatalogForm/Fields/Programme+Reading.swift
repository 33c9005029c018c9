import CatalogModel
import JSON

extension ZonedInstant {
  init?(_ reader: ObjectReader, _ name: String) {
    guard let text = reader.string(name) else { return nil }
    guard let (instant, offset) = Instant.parse(rfc3339: text) else {
      reader.report(name, .string(text), "an RFC 3339 time with its offset")
      return nil
    }
    if !DeadlineInstant.years.contains(instant.day(offset: offset).components.year) {
      reader.report(name, .string(text), DeadlineInstant.yearsExpectation)
    }
    self.init(instant: instant, offset: offset)
  }
}

extension Recommendation {
  init(_ reader: ObjectReader) {
    self.init(
      audience: reader.slug("audience"), series: reader.string("series"),
      conference: reader.string("conference"), asNamed: reader.string("as_named"),
      reason: reader.string("reason", within: .long), source: reader.string("source"))
    if (series == nil) == (conference == nil) {
      reader.report("series", nil, "either a series or a conference")
    }
    reader.ignore("subject", "id")
    reader.ignoreDerived()
  }
}
