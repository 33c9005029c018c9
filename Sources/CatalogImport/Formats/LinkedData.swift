import CatalogForm
import CatalogModel

extension ImportFormat {
  static let linkedData = ImportFormat(
    "jsonld", "JSON-LD of schema.org: events and series, also in the script of an HTML page",
    matches: { file in
      file.isPageWithLinkedData
        || ["@context", "@graph", "@type", "[]/@context", "[]/@type"].contains { file.hasJSON($0) }
    },
    decode: .files { (file, parameters, builder) throws(ImportProblem) in
      var graph = LinkedDataGraph(builder)
      let bytes = try FileGroup.text(file, builder)
      if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") {
        // One broken script costs only itself.
        for script in HTMLScripts.linkedData(bytes) {
          do throws(ImportProblem) {
            graph.add(try FileGroup.tree(InputFile(name: file.name, bytes: script), builder))
          } catch {
            builder.problem(.skipped, "a script with JSON-LD: \(error.reason)")
          }
        }
      } else {
        graph.add(try FileGroup.tree(file, builder))
      }
      graph.read(parameters)
    })
}

/// The events and series of JSON-LD in the terms of schema.org, by their IDs, with the events that
/// contain them.
///
/// Expects the compact form with schema.org as the vocabulary; does not load contexts.
struct LinkedDataGraph {
  struct Item {
    var fields: MapDecoder
    /// The events and series that contain it.
    var parents: [Int] = []
    var children: [Int] = []
    /// Whether it only refers to an event that is described elsewhere by name.
    var isMerged = false

    var isSeries: Bool { fields.node.types.contains("EventSeries") }
    var name: String? { PlainText.line(fields.node["name"]?.literal) }
  }

  let builder: BatchBuilder
  private(set) var items: [Item] = []
  private var indices: [String: Int] = [:]
  /// The number of nodes of other types.
  private(set) var others: [String: Int] = [:]

  init(_ builder: BatchBuilder) { self.builder = builder }

  /// Members whose values can be events.
  private static let holders = [
    "@graph", "@included", "itemListElement", "item", "mainEntity", "hasPart", "event", "events",
  ]

  mutating func add(_ root: Node) { visit(root.withSchemaNames, "") }

  private mutating func visit(_ node: Node, _ path: String) {
    for (index, element) in (node.list ?? []).enumerated() { visit(element, "\(path)/\(index)") }
    guard node.members != nil else { return }
    if node.isEvent {
      _ = index(of: node, path)
      return
    }
    var isHolder = false
    for name in Self.holders {
      guard let value = node[name] else { continue }
      isHolder = true
      visit(value, "\(path)/\(name)")
    }
    if !isHolder, let type = node.types.first { others[type, default: 0] += 1 }
  }

  /// The index of the item that a node describes or refers to.
  private mutating func index(of node: Node, _ path: String) -> Int {
    let id = node["@id"]?.text
    let key =
      id ?? ["name", "startDate", "url"].map { node[$0]?.literal ?? "" }.joined(separator: "\n")
    let index: Int
    if let known = indices[key] {
      index = known
      // References have fewer members than the node itself.
      if items[index].fields.node.members?.count ?? 0 < node.members?.count ?? 0 {
        items[index].fields = MapDecoder(node, path: path, in: builder)
      }
    } else {
      index = items.count
      indices[key] = index
      items.append(Item(fields: MapDecoder(node, path: path, in: builder)))
    }
    for (name, isAbove) in [("superEvent", true), ("subEvent", false), ("subEvents", false)] {
      for (position, other) in (node[name]?.elements ?? []).enumerated() {
        let other = other.text.map { Node(.map([("@id", Node(.text($0)))])) } ?? other
        guard other.members != nil else { continue }
        let related = self.index(of: other, "\(path)/\(name)/\(position)")
        if isAbove { link(index, below: related) } else { link(related, below: index) }
      }
    }
    return index
  }

  private mutating func link(_ child: Int, below parent: Int) {
    guard child != parent, !items[child].parents.contains(parent) else { return }
    items[child].parents.append(parent)
    items[parent].children.append(child)
  }

  /// The event that contains another, and is not a series.
  func container(of item: Item) -> Int? { item.parents.first { !items[$0].isSeries } }

  /// Moves the events that belong to an event with only a name to the described event of that name.
  private mutating func mergeReferences() {
    for index in items.indices where !items[index].isSeries {
      guard let name = items[index].name, items[index].fields.node["startDate"] == nil else {
        continue
      }
      let same = items.indices.filter { other in
        other != index && !items[other].isSeries && items[other].name == name
          && items[other].fields.node["startDate"] != nil
      }
      guard same.count == 1, !items[index].children.contains(same[0]) else { continue }
      items[index].isMerged = true
      for child in items[index].children {
        items[child].parents.removeAll { $0 == index }
        link(child, below: same[0])
      }
    }
  }

  mutating func read(_ parameters: ImportParameters) {
    if let base = items.lazy.compactMap({ OwnLinkedData.baseURL(of: $0.fields.node) }).first {
      OwnLinkedData(self, baseURL: base).read()
    } else if items.isEmpty {
      let types = others.keys.sorted().joined(separator: ", ")
      builder.problem(
        .refused, "has no event of schema.org", value: types.isEmpty ? nil : types)
    } else {
      mergeReferences()
      LinkedDataEvents(self, parameters).read()
    }
  }
}

extension Node {
  /// The names of the types, without the vocabulary.
  var types: [String] { (self["@type"]?.elements ?? []).compactMap { $0.text?.schemaName } }

  /// Whether it is an event or a series of events.
  fileprivate var isEvent: Bool {
    types.contains { $0.hasSuffix("Event") || $0 == "EventSeries" || Self.events.contains($0) }
  }

  private static let events: Set = ["Hackathon", "Festival", "CourseInstance"]

  /// The elements of a list, or the node itself; empty for null.
  var elements: [Node] { list ?? (isNull ? [] : [self]) }

  /// The text of a literal, or the name of a node; of several, the English one or else the first.
  var literal: String? {
    if let text { return text }
    if let list {
      return (list.first { $0["@language"]?.text?.hasPrefix("en") == true } ?? list.first)?.literal
    }
    return self["@value"]?.text ?? self["name"]?.literal
  }

  /// The node with the names of schema.org, which files can write as full addresses or with the
  /// prefix `schema:`, and with `@type` and `@id` for their aliases.
  var withSchemaNames: Node {
    switch content {
    case .list(let elements): return Node(.list(elements.map(\.withSchemaNames)), line: line)
    case .map(let members):
      let renamed = members.map { name, value in
        (
          key: name == "type" || name == "id" ? "@\(name)" : name.schemaName,
          value: value.withSchemaNames
        )
      }
      return Node(.map(renamed), line: line)
    case .text, .null: return self
    }
  }
}

extension String {
  /// The name without the prefix of schema.org: "EventCancelled", "startDate".
  var schemaName: String {
    for prefix in ["https://schema.org/", "http://schema.org/", "schema:"]
    where hasPrefix(prefix) { return String(dropFirst(prefix.count)) }
    return self
  }
}
