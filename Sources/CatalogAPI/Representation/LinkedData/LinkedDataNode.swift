import Catalog
import CatalogModel
import JSON

/// Writes the members of one node in the vocabulary of schema.org; nil values write nothing.
struct LinkedDataNode {
  let head: ListMetadata
  var json: JSONWriter

  init(_ head: ListMetadata) {
    self.head = head
    json = JSONWriter(indent: head.isSingle ? head.indent : nil)
  }

  mutating func member(_ name: String, _ text: String?) {
    if let text, !text.isEmpty { json.member(name, text) }
  }

  mutating func member(_ name: String, _ texts: [String]?) {
    if let texts, !texts.isEmpty { json.member(name, texts) }
  }

  /// Writes a nested node; `body` writes its members besides the type.
  mutating func node(_ type: String, _ body: (inout LinkedDataNode) -> Void) {
    json.beginObject()
    json.member("@type", type)
    body(&self)
    json.endObject()
  }

  mutating func node(
    _ name: String, _ type: String, _ body: (inout LinkedDataNode) -> Void
  ) {
    json.key(name)
    node(type, body)
  }

  mutating func nodes<Element>(
    _ name: String, _ elements: [Element], _ write: (inout LinkedDataNode, Element) -> Void
  ) {
    guard !elements.isEmpty else { return }
    json.key(name)
    json.beginArray()
    for element in elements {
      write(&self, element)
    }
    json.endArray()
  }

  func url(_ path: String) -> String { "\(head.baseURL)/\(path)" }

  /// Writes the members with which every node begins.
  mutating func identity(_ type: String, _ entry: Entry) {
    json.member("@type", type)
    json.member("@id", url(entry.path))
    json.member("url", url(entry.path))
    if case .conference(let conference) = entry.record {
      member("name", conference.name)
    } else {
      member("name", entry.title)
    }
    identifier(entry)
  }

  /// Writes the path of the record, by which an import recognizes the catalog's own nodes.
  private mutating func identifier(_ entry: Entry) {
    node("identifier", "PropertyValue") { node in
      node.json.member("propertyID", "Conference Catalog")
      node.json.member("value", entry.path)
      if case .series(let series) = entry.record, series.fullName != nil {
        node.json.member("name", series.name)
      }
    }
  }

  /// Writes the kind of a record in the catalog, for which schema.org has no type.
  mutating func kind(_ kind: String, unless usual: String) {
    if kind != usual { json.member("additionalType", kind) }
  }

  /// Writes the topics of a record.
  mutating func about(_ topics: [String]) {
    nodes("about", topics) { node, topic in
      node.node("DefinedTerm") { node in
        node.json.member("@id", node.url("topics/\(topic)"))
        node.json.member("termCode", topic)
        node.member("name", node.head.label(ofTopic: topic))
      }
    }
  }

  mutating func describe(_ entry: Entry) {
    switch entry.record {
    case .conference(let conference): describe(conference, entry)
    case .deadline(let deadline): describe(deadline, entry)
    case .session(let session): describe(session, entry)
    case .track(let track):
      identity("Event", entry)
      member("description", track.description)
      member("alternateName", track.aliases)
      about(track.topics)
      node("superEvent", "ConferenceEvent") {
        $0.json.member("@id", $0.url("conferences/\(track.conference)"))
      }
    case .series(let series): describe(series, entry)
    case .venue(let venue): describe(venue, entry)
    case .place(let place): describe(place, entry)
    default: describeVocabulary(entry)
    }
  }
}
