extension [String] {
  /// The different elements, in the order of their first occurrence.
  public var distinct: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
