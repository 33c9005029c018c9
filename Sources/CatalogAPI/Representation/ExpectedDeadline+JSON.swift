import CatalogForm
import CatalogModel
import JSON

extension ExpectedDeadline {
  /// Writes the object of an expected deadline, with the editions on which it is based.
  func write(to json: inout JSONWriter, _ baseURL: String) {
    json.object { json in
      json.member("type", "expected_deadline")
      json.member("id", deadline.publicID)
      json.member("url", "\(baseURL)/series/\(series)/next")
      json.member("conference", conference)
      json.member("series", series)
      json.member("kind", kind)
      json.member("kind_name", CodeText.of(kind))
      json.member("kind_label", nil as String?)
      json.member("label", nil as String?)
      json.member("round", round)
      json.member("local", nil as String?)
      json.member("time_zone_declared", nil as String?)
      json.member("precision", "unknown")
      json.member("at_utc", nil as String?)
      json.member("not_before_utc", notBefore.description)
      json.member("not_after_utc", notAfter.description)
      json.member("status", Self.status)
      json.member("from", from.description)
      json.member("to", to.description)
      json.object("basis") { json in
        json.list("editions", basis) { json, edition in
          json.object { json in
            json.member("conference", edition.conference)
            json.member("url", "\(baseURL)/conferences/\(edition.conference)")
            json.member("starts_on", edition.start.description)
            json.range("days_before_start", edition.daysBefore)
          }
        }
        json.range("days_before_start", daysBefore)
      }
      json.member("supersedes", nil as String?)
      json.member("sources", [] as [String])
    }
  }
}

extension JSONWriter {
  fileprivate mutating func range(_ name: String, _ range: ClosedRange<Int>) {
    object(name) { json in
      json.member("min", range.lowerBound)
      json.member("max", range.upperBound)
    }
  }
}
