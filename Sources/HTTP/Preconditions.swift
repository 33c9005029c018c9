/// Conditional requests (RFC 9110 section 13).
public enum Preconditions {
  public struct Current: Sendable, Equatable {
    public var entityTag: EntityTag?
    public var lastModified: HTTPDate?

    public init(entityTag: EntityTag? = nil, lastModified: HTTPDate? = nil) {
      self.entityTag = entityTag
      self.lastModified = lastModified
    }
  }

  public enum Outcome: Sendable, Equatable {
    /// Carry out the method.
    case proceed
    /// Answer 304.
    case notModified
    /// Answer 412.
    case failed
  }

  /// Whether a request has a condition that `evaluate` handles.
  public static func areStated(in request: Request) -> Bool {
    request.fields.lines.contains { line in
      switch line.name {
      case .ifMatch, .ifNoneMatch, .ifModifiedSince, .ifUnmodifiedSince: true
      default: false
      }
    }
  }

  /// Evaluates the conditions in the order of section 13.2.2.
  ///
  /// Call it only if the response without conditions would be a success (section 13.2.1). `current`
  /// is nil if there is no representation yet, as before a PUT that creates it. An invalid list of
  /// tags matches nothing. Ignores an invalid date, and conditions on methods except GET, HEAD,
  /// POST, PUT, PATCH and DELETE.
  public static func evaluate(
    _ request: Request, current: Current?, now: HTTPDate
  ) -> Outcome {
    let reads = request.method == .get || request.method == .head
    guard reads || [.post, .put, .patch, .delete].contains(request.method) else {
      return .proceed
    }
    let fields = request.fields
    if let condition = fields[.ifMatch] {
      guard matches(condition, current, by: { $0.matchesStrongly($1) }) else { return .failed }
    } else if let since = date(fields, .ifUnmodifiedSince, now), let current {
      if let modified = current.lastModified, modified > since { return .failed }
    }
    if let condition = fields[.ifNoneMatch] {
      if matches(condition, current, by: { $0.matchesWeakly($1) }) {
        return reads ? .notModified : .failed
      }
    } else if reads, let since = date(fields, .ifModifiedSince, now),
      let modified = current?.lastModified, modified <= since
    {
      return .notModified
    }
    return .proceed
  }

  private static func matches(
    _ condition: String, _ current: Current?, by compare: (EntityTag, EntityTag) -> Bool
  ) -> Bool {
    guard let current else { return false }
    switch EntityTagList.parse(condition) {
    case nil: return false
    case .any: return true
    case .tags(let tags):
      guard let mine = current.entityTag else { return false }
      return tags.contains { compare($0, mine) }
    }
  }

  private static func date(_ fields: Fields, _ name: FieldName, _ now: HTTPDate) -> HTTPDate? {
    fields[name].flatMap { HTTPDate.parse($0, now: now) }
  }
}
