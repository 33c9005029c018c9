import CatalogModel
import JSON

/// The references of a record in the native format to records of one kind, by the path of members
/// that leads to them.
///
/// `*` stands for every element of a list.
struct RecordReferences {
  let path: [String]
  let kind: RecordKind

  private init(_ path: String, _ kind: RecordKind) {
    self.path = path.split(separator: "/").map(String.init)
    self.kind = kind
  }

  static func of(_ kind: RecordKind) -> [RecordReferences] {
    switch kind {
    case .conference:
      [
        .init("series/*", .series), .init("topics/*", .topic), .init("audiences/*", .audience),
        .init("deadlines/*/track", .track), .init("deadlines/*/sources/*/source", .source),
        .init("sources/*/source", .source),
      ]
    case .series:
      [
        .init("parent", .series), .init("topics/*", .topic), .init("rankings/*/source", .source),
        .init("sources/*/source", .source),
      ]
    case .session:
      [
        .init("conference", .conference), .init("track", .track), .init("room", .room),
        .init("parent", .session), .init("speakers/*", .speaker), .init("topics/*", .topic),
      ]
    case .track: [.init("conference", .conference), .init("topics/*", .topic)]
    case .room: [.init("conference", .conference)]
    case .topic: [.init("broader/*", .topic), .init("related/*", .topic)]
    case .recommendation:
      [
        .init("audience", .audience), .init("series", .series), .init("conference", .conference),
        .init("source", .source),
      ]
    case .guideItem: [.init("source", .source)]
    case .source, .audience, .place, .venue, .speaker, .deadline: []
    }
  }

  /// Returns the slugs at the path, with their JSON Pointers; other values are ignored.
  func slugs(in object: JSONObject) -> [(pointer: String, slug: String)] {
    Self.walk(.object(object), path[...]).compactMap { pointer, value in
      (value.string ?? value["id"]?.string).map { (pointer, $0) }
    }
  }

  /// Returns the values at a path, with JSON Pointers.
  static func walk(
    _ value: JSONValue, _ path: ArraySlice<String>
  ) -> [(pointer: String, value: JSONValue)] {
    guard let name = path.first else { return [("", value)] }
    let rest = path.dropFirst()
    if name == "*" {
      return (value.array ?? []).enumerated().flatMap { index, element in
        walk(element, rest).map { ("/\(index)\($0.pointer)", $0.value) }
      }
    }
    guard let member = value[name] else { return [] }
    return walk(member, rest).map { ("/\(name)\($0.pointer)", $0.value) }
  }
}
