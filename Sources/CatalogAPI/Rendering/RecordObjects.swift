import Catalog
import CatalogForm
import CatalogModel
import JSON

/// Writes the JSON objects of records.
struct RecordObjects {
  private let call: RequestContext

  init(_ call: RequestContext) { self.call = call }

  /// Returns the object of a single record.
  func object(_ one: RecordRequest) throws -> [UInt8] {
    var object: [UInt8] = []
    if let former = one.former {
      call.reader.append(
        former, one.isBrief ? .brief : .whole, localZone: one.localZone, &call.filling, to: &object)
      return one.fields.isEmpty ? object : selection(one.fields, of: one.kind).applied(to: object)
    }
    guard
      try call.reader.append(
        one.kind, one.row, one.isBrief ? .brief : .whole, localZone: one.localZone, &call.filling,
        to: &object)
    else { throw Problem.notFound(one.kind.displayName, call.path, nearest: []) }
    try object.appendMembers { json in
      if !one.isBrief { try one.also(call, &json) }
      try Inclusion(call).write(
        one.include, of: one.kind, one.row, localZone: one.localZone, &json)
    }
    return one.fields.isEmpty ? object : selection(one.fields, of: one.kind).applied(to: object)
  }

  /// Returns the object of an expected deadline.
  func object(_ expected: ExpectedDeadline, _ fields: [String]) -> [UInt8] {
    var json = JSONWriter()
    expected.write(to: &json, call.baseURL)
    return fields.isEmpty ? json.bytes : selection(fields, of: .deadline).applied(to: json.bytes)
  }

  /// Appends one record of a list.
  ///
  /// In a uniform list every record has all members, since programs derive columns from the first
  /// records.
  func append(
    _ hit: Hit, _ list: ListRequest, to bytes: inout [UInt8], isUniform: Bool = false
  ) throws {
    let start = bytes.count
    guard
      try call.reader.append(
        hit.kind, hit.id, list.view, localZone: list.localZone, &call.filling, to: &bytes)
    else { return }
    try call.countRecord(bytes: bytes.count - start)
    if case .members = list.view { return }
    let isPlain =
      hit.dates == nil && hit.place == nil && hit.distance == nil && hit.similarity == nil
      && list.filter.text == nil && list.fields.isEmpty && list.include.isEmpty
    let isMatched = hit.dates != nil || hit.place != nil
    let marksMatch = isUniform && !isMatched && Self.isMatchable(hit.kind) && list.fields.isEmpty
    if isPlain && !marksMatch { return }
    var object = Array(bytes[start...])
    try object.appendMembers { json in
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
        let snippet = try call.reader.search.snippet(hit, text)?.html
        if isUniform || snippet != nil { json.member("snippet", snippet) }
      }
      try Inclusion(call).write(
        list.include, of: hit.kind, hit.id, localZone: list.localZone, &json)
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
    JSONSelection(MemberNames.paths(fields, of: kind))
  }
}

extension Similarity {
  /// The score, rounded to three decimal places.
  var rounded: Double { (score * 1_000).rounded() / 1_000 }
}

extension [UInt8] {
  /// Appends members to the JSON object that ends the bytes.
  mutating func appendMembers(
    _ members: (inout JSONWriter) throws -> Void
  ) rethrows {
    var json = JSONWriter()
    json.beginObject()
    try members(&json)
    json.endObject()
    guard json.bytes.count > 2 else { return }
    removeLast()
    append(UInt8(ascii: ","))
    self += json.bytes.dropFirst()
  }
}
