import Catalog
import CatalogModel
import HTTP
import JSON

/// JSON answers: the records and what stands around them.
extension Call {
  /// One record: `{"data":{...},"meta":{...}}`.
  func json(_ one: OneResult) throws -> [UInt8] {
    var bytes: [UInt8] = Array("{\"data\":".utf8)
    bytes += try object(one)
    bytes += Array(",\"meta\":".utf8)
    var json = JSONWriter()
    json.object { meta(&$0) }
    return bytes + json.bytes + [UInt8(ascii: "}")]
  }

  /// The object of one record alone.
  func object(_ one: OneResult) throws -> [UInt8] {
    var object: [UInt8] = []
    if let former = one.former {
      reader.append(
        former, one.isBrief ? .brief : .whole, localZone: one.localZone, &filling, to: &object)
      return one.fields.isEmpty ? object : selection(one.fields, of: one.kind).applied(to: object)
    }
    guard
      try reader.append(
        one.kind, one.row, one.isBrief ? .brief : .whole, localZone: one.localZone, &filling,
        to: &object)
    else { throw Problem.notFound(one.kind.rawValue, path, nearest: []) }
    try add(to: &object) { json in
      if !one.isBrief { try one.also(self, &json) }
      try include(one.include, of: one.kind, one.row, localZone: one.localZone, &json)
    }
    return one.fields.isEmpty ? object : selection(one.fields, of: one.kind).applied(to: object)
  }

  /// A page, `{"data":[...],"page":{...},"facets":{...},"meta":{...}}`, and the links to other pages.
  func json(_ list: ListResult) throws -> (bytes: [UInt8], links: [String]) {
    let answer = try list.read(reader, list.page)
    filling.note(changesAt: answer.changesAt)
    var bytes: [UInt8] = Array("{\"data\":[".utf8)
    bytes.reserveCapacity(answer.page.elements.count * 2_048 + 2_048)
    for hit in answer.page.elements {
      if bytes.last != UInt8(ascii: "[") { bytes.append(UInt8(ascii: ",")) }
      try append(hit, list, to: &bytes)
    }
    for expected in answer.expected {
      if bytes.last != UInt8(ascii: "[") { bytes.append(UInt8(ascii: ",")) }
      bytes += object(expected, list.fields)
    }
    bytes += Array("],".utf8)
    let next = answer.page.next.map { url(key: $0, backwards: false) }
    let previous = answer.page.previous.map { url(key: $0, backwards: true) }
    var json = JSONWriter()
    json.beginObject()
    json.object("page") { json in
      json.member("limit", list.page.limit)
      json.member("total", answer.page.total)
      json.member("next", next)
      json.member("prev", previous)
      json.member("self", url(arguments.asked))
    }
    if !answer.facets.isEmpty {
      json.object("facets") { json in
        for facet in answer.facets { write(facet, &json) }
      }
    }
    try json.object("meta") { json in try meta(list, answer, &json) }
    json.endObject()
    bytes += json.bytes.dropFirst()
    var links: [String] = []
    if let next { links.append("<\(next)>; rel=\"next\"") }
    if let previous { links.append("<\(previous)>; rel=\"prev\"") }
    return (bytes, links)
  }

  /// The object of an expected deadline.
  func object(_ expected: ExpectedDeadline, _ fields: [String]) -> [UInt8] {
    var json = JSONWriter()
    expected.write(to: &json, baseURL)
    return fields.isEmpty ? json.bytes : selection(fields, of: .deadline).applied(to: json.bytes)
  }

  /// Appends one record of a list.
  ///
  /// A uniform list has all members in each record: programs make columns of the first ones.
  func append(
    _ hit: Hit, _ list: ListResult, to bytes: inout [UInt8], isUniform: Bool = false
  ) throws {
    let start = bytes.count
    guard
      try reader.append(
        hit.kind, hit.id, list.view, localZone: list.localZone, &filling, to: &bytes)
    else { return }
    try countRecord(bytes: bytes.count - start)
    if case .members = list.view { return }
    let isPlain =
      hit.dates == nil && hit.place == nil && hit.distance == nil && hit.similarity == nil
      && list.filter.text == nil && list.fields.isEmpty && list.include.isEmpty
    let isMatched = hit.dates != nil || hit.place != nil
    let marksMatch = isUniform && !isMatched && Self.isMatchable(hit.kind) && list.fields.isEmpty
    if isPlain && !marksMatch { return }
    var object = Array(bytes[start...])
    try add(to: &object) { json in
      if list.kind == nil, list.view == .brief, Record.briefKinds.contains(hit.kind) {
        json.member("type", hit.kind.rawValue)
      }
      if marksMatch { json.member("match", nil as String?) }
      if isMatched {
        json.object("match") { json in
          if isUniform || hit.dates != nil { json.member("dates", hit.dates) }
          if isUniform || hit.place != nil { json.member("place", hit.place) }
        }
      }
      if hit.distance != nil || isUniform && list.filter[.near] != nil {
        json.member("distance_km", hit.distance.map { ($0 * 10).rounded() / 10 })
      }
      if let similarity = hit.similarity {
        json.object("similarity") { json in
          json.member("score", similarity.rounded)
          json.member("shared_topics", similarity.topics)
        }
      }
      if let text = list.filter.text {
        let snippet = try reader.snippet(hit, text)?.html
        if isUniform || snippet != nil { json.member("snippet", snippet) }
      }
      try include(list.include, of: hit.kind, hit.id, localZone: list.localZone, &json)
    }
    if !list.fields.isEmpty {
      object = selection(list.fields, of: list.kind).applied(to: object)
    }
    bytes.replaceSubrange(start..., with: object)
  }

  private static func isMatchable(_ kind: RecordKind) -> Bool {
    Schemas.schema(kind.schemaName)?.members.contains { $0.name == Schemas.match.name } ?? false
  }

  func selection(_ fields: [String], of kind: RecordKind?) -> JSONSelection {
    JSONSelection(fields.map { MemberNames.path($0, of: kind) })
  }

  /// Adds members at the end of an object.
  func add(
    to object: inout [UInt8], _ members: (inout JSONWriter) throws -> Void
  ) rethrows {
    var json = JSONWriter()
    json.beginObject()
    try members(&json)
    json.endObject()
    guard json.bytes.count > 2 else { return }
    object.removeLast()
    object.append(UInt8(ascii: ","))
    object += json.bytes.dropFirst()
  }

  private func write(_ facet: Facet, _ json: inout JSONWriter) {
    json.object(facet.field) { json in
      json.list("values", facet.values) { json, value in
        json.object { json in
          json.member("value", value.value)
          json.member("label", value.label)
          json.member("count", value.count)
          json.member("selected", value.selected)
          json.member("url", url(toggling: facet.field, value.value, value.selected))
        }
      }
      json.member("other", facet.other)
      json.member("missing", facet.missing)
    }
  }

  /// The question with a value of a filter added or taken away, from its first page on.
  func url(toggling name: String, _ value: String, _ isSelected: Bool) -> String {
    var items = arguments.asked.filter { $0.name != "cursor" }
    if isSelected {
      items.removeAll { $0.name == name }
      for other in arguments.meanings[name] ?? [] where other != value {
        items.append((name, other))
      }
    } else {
      if arguments.expectation(of: name)?.isRepeatable == false {
        items.removeAll { $0.name == name }
      }
      items.append((name, value))
    }
    return url(items)
  }

  func meta(_ json: inout JSONWriter) {
    if !arguments.ignored.isEmpty { json.member("ignored", arguments.ignored) }
  }

  private func meta(
    _ list: ListResult, _ answer: ListAnswer, _ json: inout JSONWriter
  ) throws {
    meta(&json)
    list.interpretation?.write(list.filter.text, &json)
    if let expected = answer.expectedTotal { json.member("expected", expected) }
    if let vague = answer.vagueExcluded { json.member("vague_excluded", vague) }
    if let coarser = answer.coarserExcluded { json.member("coarser_excluded", coarser) }
    if let unlocated = answer.unlocated { json.member("unlocated", unlocated) }
    list.meta(&json)
    if arguments.flag("explain") { explain(answer.plan, &json) }
  }

  func url(_ items: [QueryItem], path other: String? = nil) -> String {
    let url = baseURL + (other ?? path)
    return items.isEmpty ? url : "\(url)?\(PercentEncoding.query(items))"
  }

  func url(key: [String], backwards: Bool) -> String {
    let cursor = Cursor(arguments.canonical, backwards: backwards, key: key)
    return url(
      arguments.asked.filter { $0.name != "cursor" }
        + [(name: "cursor", value: cursor.text)])
  }
}

extension Similarity {
  /// The score to three places.
  var rounded: Double { (score * 1_000).rounded() / 1_000 }
}

extension JSONWriter {
  /// A member that is an object, whose members `body` writes.
  mutating func object(
    _ name: String, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    key(name)
    beginObject()
    try body(&self)
    endObject()
  }
}
