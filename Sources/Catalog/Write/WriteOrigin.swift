/// The author of a revision and the circumstances of the write.
public struct WriteOrigin: Sendable, Equatable {
  /// The way by which the write reached the catalog.
  public enum Way: String, Sendable { case http, cli, `import`, proposal }

  /// The requested action, such as "conference.update"; `nil` if the operation on each record
  /// suffices.
  public var action: String?
  /// The name of a token, "import" or "seeds"; `nil` if the author is unknown.
  public var actor: String?
  /// Whether only administrators may see the actor's name.
  public var hidesActor = false
  public var via: Way
  public var requestID: String?
  /// The client's address, as the server sees it.
  public var address: String?
  /// The reason in the author's words.
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
