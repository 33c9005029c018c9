/// Thrown if a record would be part of itself.
public struct ParentCycleError: Error, Sendable, CustomStringConvertible {
  public var kind: String
  public var slugs: [String]

  public var description: String {
    guard slugs.count > 1 else { return "the \(kind) \(slugs[0]) is its own parent" }
    let above = slugs.dropFirst().prefix(4).joined(separator: ", ")
    return "the \(kind) \(slugs[0]) is part of itself: its parents are \(above) and again itself"
  }
}

/// Thrown if a record refers to one that does not exist.
public struct ReferenceError: Error, Sendable, CustomStringConvertible {
  public var owner: String
  public var kind: String
  public var slug: String

  public var description: String {
    "\(owner) refers to the \(kind) \"\(slug)\", which does not exist"
  }
}
