extension JSONValue {
  /// Applies a merge patch (RFC 7396): null removes a member, an object changes its members, and
  /// any other value replaces the old one.
  public func applying(mergePatch patch: JSONValue) -> JSONValue {
    guard case .object(let changes) = patch else { return patch }
    var members: [(name: String, value: JSONValue)] = []
    if case .object(let object) = self { members = object.members }
    for (name, change) in changes.members {
      let index = members.firstIndex { $0.name == name }
      if case .null = change {
        if let index { members.remove(at: index) }
      } else if let index {
        members[index].value = members[index].value.applying(mergePatch: change)
      } else {
        members.append((name, JSONValue.null.applying(mergePatch: change)))
      }
    }
    return .object(JSONObject(members))
  }
}

extension JSONValue {
  public var text: String {
    var writer = JSONWriter()
    writer.value(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
