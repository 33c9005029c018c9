/// Selected members of objects, by paths such as `id` and `dates.start`, in the order of the paths.
///
/// A path through a list selects the member of each of its objects.
public struct JSONSelection: Sendable, Hashable {
  private struct Member: Sendable, Hashable {
    let name: [UInt8]
    /// The selected members of the value; `nil` for the whole value.
    var part: JSONSelection?
  }

  private var members: [Member] = []

  public init(_ paths: [String]) {
    for path in paths { add(path.split(separator: ".").map { Array($0.utf8) }[...]) }
  }

  private mutating func add(_ path: ArraySlice<[UInt8]>) {
    guard let name = path.first else { return }
    let rest = path.dropFirst()
    if let index = members.firstIndex(where: { $0.name == name }) {
      if rest.isEmpty { members[index].part = nil } else { members[index].part?.add(rest) }
      return
    }
    var part = rest.isEmpty ? nil : JSONSelection([])
    part?.add(rest)
    members.append(Member(name: name, part: part))
  }

  /// Returns the selected members of an object in compact JSON of this program.
  public func applied(to object: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    append(object[...], to: &result)
    return result
  }

  private func append(_ value: ArraySlice<UInt8>, to result: inout [UInt8]) {
    switch value.first {
    case UInt8(ascii: "{"):
      let found = JSONText.members(of: value)
      result.append(UInt8(ascii: "{"))
      var isFirst = true
      for member in members {
        guard let (name, whole) = found.first(where: { $0.name.elementsEqual(member.name) }) else {
          continue
        }
        if !isFirst { result.append(UInt8(ascii: ",")) }
        isFirst = false
        guard let part = member.part else {
          result.append(contentsOf: whole)
          continue
        }
        let start = name.endIndex + 2
        result.append(contentsOf: value[whole.startIndex..<start])
        part.append(value[start..<whole.endIndex], to: &result)
      }
      result.append(UInt8(ascii: "}"))
    case UInt8(ascii: "["):
      result.append(UInt8(ascii: "["))
      for (index, element) in JSONText.elements(of: value).enumerated() {
        if index > 0 { result.append(UInt8(ascii: ",")) }
        append(element, to: &result)
      }
      result.append(UInt8(ascii: "]"))
    default: result.append(contentsOf: value)
    }
  }
}
