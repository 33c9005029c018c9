/// A set of names that makes new names unique by a number, in constant time per name.
struct UniqueNames {
  private var taken: Set<String> = []
  /// The next number to try for each name.
  private var next: [String: Int] = [:]

  func contains(_ name: String) -> Bool { taken.contains(name) }

  /// Returns the name, or the name with the next free number from 2.
  mutating func makeUnique(_ name: String, separator: Character) -> String {
    if taken.insert(name).inserted { return name }
    var number = next[name] ?? 2
    while !taken.insert("\(name)\(separator)\(number)").inserted { number += 1 }
    next[name] = number + 1
    return "\(name)\(separator)\(number)"
  }
}
