import Catalog
import CatalogForm
import CatalogModel

/// Records as a table or, for a single record, as a list of its facts.
struct PageTable {
  private let head: ListMetadata
  /// The text of a code, if the page has names for codes.
  var codeName: ((CodeKind, String) -> String)?
  /// The name of a record, if the page can read it.
  var recordName: ((RecordKind, String) throws -> String?)?
  private let kind: RecordKind?
  private let columns: [TableColumn]
  /// The column with the name of a record, which links to it.
  private let title: String?

  /// Columns for programs, columns that describe the hit rather than the record, and columns that
  /// others show as text.
  private static let hiddenColumns: Set<String> = [
    "match_dates", "match_place", "similarity", "shared_topics", "url", "revision", "type", "title",
    "start", "end", "edtf", "start_earliest", "start_latest", "end_earliest", "end_latest",
    "date_precision", "starts_at", "ends_at", "latitude", "longitude", "place_certainty", "room",
    "conference_name", "starts_at_local", "ends_at_local", "time",
  ]
  /// The collections to which the IDs in a column link.
  private static let collections = [
    "conference": "conferences", "other_conference": "conferences", "series": "series",
    "track": "tracks", "topics": "topics", "shared_topics": "topics", "broader": "topics",
    "narrower": "topics", "related": "topics", "audiences": "audiences", "audience": "audiences",
    "source": "sources", "sources": "sources", "basis": "conferences",
  ]

  init(_ kind: RecordKind?, _ fields: [String], _ head: ListMetadata) {
    self.kind = kind
    self.head = head
    columns = TableColumn.columns(fields, of: kind)
    title = ["title", "name", "label", "what"].first(where: fields.contains)
  }

  func write(_ entries: [Entry], caption: String, into page: inout HTMLWriter) {
    Self.table(caption, columns.map(\.name), into: &page) { page in
      for entry in entries {
        row(entry, &page)
      }
    }
  }

  /// Writes a table with a caption and a header row; `rows` writes its rows.
  static func table(
    _ caption: String, _ columns: [String], into page: inout HTMLWriter,
    _ rows: (inout HTMLWriter) -> Void
  ) {
    page.element(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": caption]
    ) { page in
      page.element("table") { page in
        page.raw("<thead><tr>")
        for column in columns {
          page.element("th", ["scope": "col"]) { $0.text(heading(column)) }
        }
        page.raw("</tr></thead>\n<tbody>\n")
        rows(&page)
        page.raw("</tbody>")
      }
    }
    page.raw("\n")
  }

  private func row(_ entry: Entry, _ page: inout HTMLWriter) {
    // Existing links to a deadline point to its row in the list of its conference.
    if case .deadline(let deadline) = entry.record,
      !columns.contains(where: { $0.name == "conference" })
    {
      page.raw("<tr id=\"\(HTMLWriter.escape(deadline.id))\">")
    } else {
      page.raw("<tr>")
    }
    for column in columns {
      let cell = column.cell(entry, head.baseURL)
      if column.name == title {
        page.element("th", ["scope": "row"]) { page in
          name(entry, cell, &page)
        }
      } else if column.name == "conference", let host = entry.host, let slug = cell.text {
        page.element("td") { $0.link(host.shortName, "\(head.baseURL)/conferences/\(slug)") }
      } else if ["when", "time", "at_utc", "starts_at"].contains(column.name) {
        page.element("td", ["class": "time"]) { value(column.name, cell, &$0) }
      } else if column.name == "speakers", case .session(let session) = entry.record,
        !columns.contains(where: { $0.name == "chairs" })
      {
        page.element("td") { $0.text(session.peopleText.joined(separator: "; ")) }
      } else {
        page.element("td") { value(column.name, cell, &$0) }
      }
    }
    page.raw("</tr>\n")
  }

  /// Writes the name of a record, with notes on why the hit is uncertain.
  private func name(_ entry: Entry, _ cell: TableCell, _ page: inout HTMLWriter) {
    if let text = cell.text {
      page.link(text, "\(head.baseURL)/\(entry.path)")
    } else {
      page.text(cell.text ?? "")
    }
    var notes = [entry.status].compactMap { $0 == "scheduled" ? nil : $0 }
    if entry.dates == "possible" { notes.append("the dates may match: they are not known exactly") }
    switch entry.place {
    case "candidate": notes.append("one of several possible places")
    case "coarser": notes.append("the place may match: it is not known exactly")
    default: break
    }
    if let distance = entry.distance { notes.append("\(Int(distance.rounded())) km away") }
    if !notes.isEmpty {
      page.element("span", ["class": "snippet"]) { $0.text(notes.joined(separator: "; ")) }
    }
    if let snippet = entry.snippet {
      page.element("span", ["class": "snippet"]) { $0.raw(snippet) }
    }
  }

  /// Writes the facts of one record.
  func list(_ entry: Entry, into page: inout HTMLWriter) {
    page.element("dl", ["class": "facts"]) { page in
      for column in columns where !Self.hiddenColumns.contains(column.name) {
        let cell = column.cell(entry, head.baseURL)
        guard cell != .empty else { continue }
        page.element("dt") { $0.text(Self.heading(column.name)) }
        page.element("dd") { value(column.name, cell, &$0) }
        page.raw("\n")
      }
    }
  }

  /// Writes a cell, with IDs and URLs as links.
  func value(_ column: String, _ cell: TableCell, _ page: inout HTMLWriter) {
    guard let text = cell.text else { return }
    if let collection = Self.collections[column] {
      var seen: Set<String> = []
      for id in text.split(separator: ";").map(String.init) where seen.insert(id).inserted {
        if seen.count > 1 { page.text(" · ") }
        let kind = RecordKind.allCases.first { $0.collection == collection }
        let code = kind.flatMap { CodeKind(rawValue: $0.rawValue) }
        let label =
          collection == "topics"
          ? head.label(ofTopic: id)
          : code.flatMap { codeName?($0, id) } ?? kind.flatMap { try? recordName?($0, id) } ?? id
        page.link(label, "\(head.baseURL)/\(collection)/\(id)")
      }
    } else if text.hasPrefix("https://") || text.hasPrefix("http://") {
      page.link(text, text, ["rel": "nofollow noreferrer"])
    } else if let codeName, let code = CodeKind(rawValue: column) {
      page.text(codeName(code, text))
    } else if codeName != nil, let day = Day(text) {
      page.text(day.displayText)
    } else {
      page.text(text.replacing(";", with: "; "))
    }
  }

  /// Returns the heading of a column, for example "At UTC" for "at_utc".
  static func heading(_ column: String) -> String {
    column.split(separator: "_").map { $0 == "utc" || $0 == "id" ? $0.uppercased() : String($0) }
      .joined(separator: " ").capitalizedFirst
  }
}

extension Entry {
  /// The record's status; nil if its kind has none.
  fileprivate var status: String? {
    switch record {
    case .conference(let conference): conference.status
    case .session(let session): session.status
    default: nil
    }
  }
}

extension TableCell {
  /// The content of the cell; nil if it is empty.
  var text: String? {
    switch self {
    case .empty: nil
    case .text(let text), .number(let text): text
    }
  }
}
