/// Names of which none is given twice; in constant time, however often one is asked for.
struct UniqueNames {
  private var taken: Set<String> = []
  /// The number to try next behind a name that was taken.
  private var next: [String: Int] = [:]

  func contains(_ name: String) -> Bool { taken.contains(name) }

  /// The name, or the name with the next free number from 2 behind it.
  mutating func take(_ name: String, separator: Character) -> String {
    if taken.insert(name).inserted { return name }
    var number = next[name] ?? 2
    while !taken.insert("\(name)\(separator)\(number)").inserted { number += 1 }
    next[name] = number + 1
    return "\(name)\(separator)\(number)"
  }
}
