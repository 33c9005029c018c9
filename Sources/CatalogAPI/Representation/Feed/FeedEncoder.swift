import Catalog
import CatalogModel
import HTTP

extension Representation {
  static let atom: Representation = {
    var atom = Representation(
      "atom", MediaType("application", "atom+xml"), label: "feed",
      "a feed of what is new or changed (RFC 4287)", encoder: .entries { FeedEncoder($0) })
    atom.order = .latestChangeFirst
    atom.defaultLimit = 100
    atom.addsChanges = true
    return atom
  }()
}

/// A feed of records (RFC 4287); `updated` is when a record changed, not when the conference takes
/// place.
///
/// The ID of a record's entry never changes. A change of its time or status is a separate entry,
/// which feed readers show as new. An entry contains its record in the native format, for an
/// import.
struct FeedEncoder: ListEncoder {
  private let head: ListMetadata

  init(_ head: ListMetadata) { self.head = head }

  mutating func begin(into bytes: inout [UInt8]) {
    bytes.append(contentsOf: "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8)
    XMLText.open(
      "feed",
      [
        "xmlns": "http://www.w3.org/2005/Atom",
        "xmlns:catalog": "tag:conference-catalog,2026:record",
        "xml:lang": "en",
      ], into: &bytes)
    bytes.append(contentsOf: ">\n".utf8)
    XMLText.element("id", [:], id(head.question), into: &bytes)
    XMLText.element("title", [:], head.title, into: &bytes)
    XMLText.element("updated", [:], head.updatedAt.description, into: &bytes)
    link("self", head.url, .atom, &bytes)
    link("alternate", head.jsonURL, .json, &bytes)
    if let next = head.nextURL { link("next", next, .atom, &bytes) }
    XMLText.element("generator", [:], "Conference Catalog", into: &bytes)
    bytes.append(contentsOf: "<author><name>Conference Catalog</name></author>\n".utf8)
  }

  mutating func write(_ entry: Entry, into bytes: inout [UInt8]) {
    let updated = entry.news?.at ?? entry.stamp?.updatedAt ?? head.updatedAt
    let change = entry.news.map { "/changes/\($0.revision)" } ?? ""
    let title = entry.news.map { "\(entry.shortTitle): \($0.text)" } ?? entry.title
    bytes.append(contentsOf: "<entry>\n".utf8)
    XMLText.element(
      "id", [:], id("\(entry.kind.rawValue)/\(entry.lastingID)\(change)"), into: &bytes)
    XMLText.element("title", [:], title, into: &bytes)
    XMLText.element("updated", [:], updated.description, into: &bytes)
    // Without a type: feed readers accept only a link that may be HTML as that of the entry.
    XMLText.element(
      "link", ["rel": "alternate", "href": "\(head.baseURL)/\(entry.path)"], into: &bytes)
    for topic in entry.topics {
      let scheme = "\(head.baseURL)/topics/"
      let label = head.label(ofTopic: topic)
      XMLText.element(
        "category", ["term": topic, "scheme": scheme, "label": label], into: &bytes)
    }
    let facts = entry.facts(head)
    if !facts.isEmpty {
      XMLText.element("summary", [:], facts.joined(separator: " "), into: &bytes)
    }
    if entry.news == nil, let record = CalendarRecord.json(entry) {
      XMLText.element("catalog:record", [:], record, into: &bytes)
      if let conference = CalendarRecord.conferenceJSON(entry) {
        XMLText.element("catalog:conference", [:], conference, into: &bytes)
      }
    }
    bytes.append(contentsOf: "</entry>\n".utf8)
  }

  mutating func end(into bytes: inout [UInt8]) {
    bytes.append(contentsOf: "</feed>\n".utf8)
  }

  /// Returns a tag URI (RFC 4151), which is the same wherever the catalog is served.
  private func id(_ specific: String) -> String {
    let allowed = specific.unicodeScalars.map { scalar in
      "/?=&,;:-._~%+@".unicodeScalars.contains(scalar)
        ? String(scalar) : PercentEncoding.encode(String(scalar))
    }
    return "tag:\(head.authority),2026:\(allowed.joined())"
  }

  private func link(
    _ relation: String, _ url: String, _ form: Representation, _ bytes: inout [UInt8]
  ) {
    XMLText.element(
      "link", ["rel": relation, "href": url, "type": form.typeName], into: &bytes)
  }
}
