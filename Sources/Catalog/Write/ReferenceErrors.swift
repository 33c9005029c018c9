/// A record would be a part of itself.
public struct CircleError: Error, Sendable, CustomStringConvertible {
  public var kind: String
  public var slugs: [String]

  public var description: String {
    guard slugs.count > 1 else { return "the \(kind) \(slugs[0]) is its own parent" }
    let above = slugs.dropFirst().prefix(4).joined(separator: ", ")
    return "the \(kind) \(slugs[0]) is part of itself: above it are \(above) and again itself"
  }
}

/// A record names another that is not there.
public struct ReferenceError: Error, Sendable, CustomStringConvertible {
  public var owner: String
  public var kind: String
  public var slug: String

  public var description: String {
    "\(owner) refers to the \(kind) \"\(slug)\", which does not exist"
  }
}
