/// Who makes a revision, and how: what is told of it beside its changes.
public struct WriteOrigin: Sendable, Equatable {
  /// The way by which it came.
  public enum Way: String, Sendable { case http, cli, `import`, proposal }

  /// What was asked for, as "conference.update"; nil where each changed record tells it.
  public var action: String?
  /// The name of a token, "import" or "seeds"; nil if nobody is known.
  public var actor: String?
  /// Whether only administrators may see the actor's name.
  public var hidesActor = false
  public var via: Way
  public var requestID: String?
  /// The client's address.
  public var address: String?
  /// Why, in the writer's own words.
  public var reason: String?

  public init(
    action: String? = nil, actor: String? = nil, hidesActor: Bool = false, via: Way = .cli,
    requestID: String? = nil, address: String? = nil, reason: String? = nil
  ) {
    self.action = action
    self.actor = actor
    self.hidesActor = hidesActor
    self.via = via
    self.requestID = requestID
    self.address = address
    self.reason = reason
  }

  public static let `import` = WriteOrigin(actor: "import", via: .import)
}
