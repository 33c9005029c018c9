import Catalog
import CatalogModel
import Glibc

/// `catalog token`: creates, lists and revokes the tokens with which clients edit the catalog.
enum TokenCommand {
  static let subcommand = Subcommand(
    name: "token", summary: "Create, list and revoke the tokens for editing",
    help: """
      usage: catalog token new --name NAME --scope SCOPE[,SCOPE] [OPTIONS]
             catalog token list [--database FILE]
             catalog token revoke NAME [--database FILE]

      Creates a token and writes it to standard output. The database stores only its hash, so it
      cannot be shown again. A client sends it as Authorization: Bearer TOKEN. Within a second a
      running server accepts a new token and rejects a revoked one. The history of a record shows
      the name of the token behind each change.

      Scopes: propose, write, review, admin; each one includes those before it.

      exit status: 0 success; 1 failed; 64 invalid command line.
      """,
    flags: [
      Flag("--name", "NAME", "name of the token's holder, as the history shows it"),
      Flag("--scope", "SCOPE,...", "what the token allows"),
      Flag(
        "--for", "series:ID|conference:ID",
        "limit the token to a series with its editions and their programmes, or to one conference"
      ),
      Flag(
        "--expires", "TIME",
        "how long the token is valid, a number with s, m, h or d, such as 90d (default: until it"
          + " is revoked)"),
      Flag("--private", "hide the token's name in the public history"),
      .database,
    ],
    run: { flags in
      switch flags.positionals.first {
      case "new": try new(flags)
      case "list": try list(flags)
      case "revoke": try revoke(flags)
      case let other:
        throw UsageError(
          other.map { "unknown command \"token \($0)\"" } ?? "token needs new, list or revoke",
          meant: other, among: ["new", "list", "revoke"], command: "token")
      }
    })

  private static func new(_ flags: Flags) throws -> Never {
    guard flags.positionals.count == 1 else {
      throw UsageError(
        "token new takes no argument; give the name with --name NAME", command: "token")
    }
    guard let name = flags["--name"], isName(name) else {
      throw UsageError(
        "--name is required: 1 to 60 letters, digits, spaces and characters of .-_@+, no space at its"
          + " ends",
        command: "token")
    }
    let scopes = try scopes(flags["--scope"])
    let limit = try flags["--for"].map { text in
      guard let limit = AccessToken.Limit(text) else {
        throw UsageError(
          "--for must be series:ID or conference:ID, not \"\(text)\"", command: "token")
      }
      return limit
    }
    let now = Instant.now
    let expiry = try flags["--expires"].map { text in
      guard let seconds = seconds(text) else {
        throw UsageError(
          "--expires must be a number with s, m, h or d, such as 90d, not \"\(text)\"",
          command: "token")
      }
      return Instant(seconds: now.seconds + seconds)
    }
    try withStore(flags) { store in
      let token = try store.addToken(
        name: name, scopes: scopes, limit: limit, expiresAt: expiry,
        isPrivate: flags.has("--private"), now: now)
      waitForServers()
      Console.say(token)
    }
  }

  private static func scopes(_ text: String?) throws(UsageError) -> [Scope] {
    let names = (text ?? "").split(separator: ",").map(String.init)
    let scopes = names.compactMap { Scope(rawValue: $0) }
    guard !names.isEmpty, scopes.count == names.count else {
      throw UsageError(
        "--scope is required: one or more of propose, write, review, admin, separated by commas"
          + (text.map { ", not \"\($0)\"" } ?? ""), command: "token")
    }
    return scopes
  }

  /// Whether a name is safe in a log, a URL and a table: 1 to 60 letters, digits and some
  /// punctuation.
  private static func isName(_ text: String) -> Bool {
    (1...60).contains(text.count)
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || " .-_@+".unicodeScalars.contains(scalar)
      } && text.first != " " && text.last != " "
  }

  /// Returns the seconds of a duration such as "90d"; nil if the text has another form, or if the
  /// duration is longer than a hundred years.
  static func seconds(_ text: String) -> Int? {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()),
      !text.hasPrefix("+"), (1...3_153_600_000 / unit).contains(number)
    else { return nil }
    return number * unit
  }

  private static func list(_ flags: Flags) throws -> Never {
    guard flags.positionals.count == 1 else {
      throw UsageError("token list takes no name", command: "token")
    }
    let store = try CatalogStore(reading: flags.database)
    let now = Instant.now
    for token in try store.listTokens() {
      let state =
        token.revokedAt.map { "revoked \($0)" }
        ?? token.expiresAt.map { token.isExpired(now) ? "expired \($0)" : "expires \($0)" }
        ?? "valid"
      let parts = [
        token.name, token.scopes.map(\.rawValue).joined(separator: ","),
        token.limit.map { "for \($0)" }, token.isPrivate ? "private" : nil,
        "created \(token.createdAt)", state,
      ]
      Console.say(parts.compactMap(\.self).joined(separator: "\t"))
    }
    store.close()
    exit(0)
  }

  private static func revoke(_ flags: Flags) throws -> Never {
    guard flags.positionals.count == 2 else {
      throw UsageError("token revoke needs one NAME", command: "token")
    }
    try withStore(flags) { store in
      try store.revokeToken(flags.positionals[1])
      waitForServers()
      Console.printError("revoked the token \"\(flags.positionals[1])\"")
    }
  }

  /// Waits until running servers have noticed the commit, so that it is in effect when the command
  /// ends.
  private static func waitForServers() {
    usleep(useconds_t(CatalogStore.noticeMilliseconds + 100) * 1_000)
  }

  private static func withStore(_ flags: Flags, _ work: (CatalogStore) throws -> Void) throws
    -> Never
  {
    guard access(flags.database, F_OK) == 0 else {
      throw CommandError(reason: "the database \(flags.database) does not exist")
    }
    let store = try CatalogStore(
      path: flags.database, seed: false, readers: 1, lockTime: .seconds(60))
    do {
      try work(store)
    } catch let error as TokenError {
      throw CommandError(reason: "\(error)")
    }
    store.close()
    exit(0)
  }
}
