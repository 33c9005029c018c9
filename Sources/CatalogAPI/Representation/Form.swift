import Catalog
import HTTP

/// A form in which an answer can be had.
enum Form: String, Sendable, CaseIterable {
  case json, csv, ndjson, ics, atom, jsonld, html

  /// What stands behind the dot of a path: "/conferences.ics".
  var fileExtension: String { rawValue }

  var mediaType: MediaType {
    switch self {
    case .json: .json
    case .csv: MediaType("text", "csv", parameters: [.init(name: "charset", value: "utf-8")])
    case .ndjson: MediaType("application", "x-ndjson")
    case .ics: MediaType("text", "calendar", parameters: [.init(name: "charset", value: "utf-8")])
    case .atom: MediaType("application", "atom+xml")
    case .jsonld: MediaType("application", "ld+json")
    case .html: .html
    }
  }

  /// The media type without parameters.
  var typeName: String { "\(mediaType.type)/\(mediaType.subtype)" }

  /// What the form is for, in words.
  var purpose: String {
    switch self {
    case .json: "JSON with page, facets and links"
    case .csv: "a table for spreadsheets (RFC 4180)"
    case .ndjson: "one JSON object a line, for pipes and imports"
    case .ics: "a calendar to subscribe to (RFC 5545)"
    case .atom: "a feed of what is new or changed (RFC 4287)"
    case .jsonld: "linked data in the terms of schema.org"
    case .html: "a page for a browser, without scripts"
    }
  }

  /// The forms that an endpoint's answer has; only what has a time can be in a calendar.
  static func available(for content: Endpoint.Content) -> [Form] {
    switch content {
    case .list(let kind): allCases.filter { $0 != .ics || kind?.hasTime ?? true }
    case .view(let kind): allCases.filter { $0 != .ics || kind.hasTime }
    case .one(let kind): allCases.filter { $0 != .ics || kind.hasCalendar }
    case .rows: [.json, .csv, .ndjson, .html]
    case .page: [.json, .html]
    case .document: [.json]
    case .file: []
    }
  }

  /// A writer of one list in this form; nil for JSON and lines of it, which are not made of records,
  /// and for pages, which show more than records.
  func writer(_ head: ListHead) -> (any RecordForm)? {
    switch self {
    case .json, .ndjson, .html: nil
    case .csv: TableForm(head)
    case .ics: CalendarForm(head)
    case .atom: FeedForm(head)
    case .jsonld: LinkedDataForm(head)
    }
  }
}
