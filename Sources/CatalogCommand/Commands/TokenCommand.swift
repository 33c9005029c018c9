import Catalog
import CatalogModel
import Glibc
import SQLite

/// `catalog token`: makes, lists and revokes the tokens by which clients may change the catalog.
enum TokenCommand {
  static let subcommand = Subcommand(
    name: "token", summary: "makes, lists and revokes tokens for those who may edit",
    help: """
      usage: catalog token new --name NAME --scope SCOPE[,SCOPE] [OPTIONS]
             catalog token list [--database FILE]
             catalog token revoke NAME [--database FILE]

      Makes a token and writes it to standard output, once: only its hash is kept. A client sends it
      as Authorization: Bearer TOKEN. A running server honours a new token, and refuses a revoked
      one, within a second. The name of a token is shown in the history of what it changes.

      Scopes: propose, write, review, admin; each of the later holds the earlier.

      exit status: 0 it is done; 1 it is not; 64 the command line makes no sense.
      """,
    flags: [
      Flag(name: "--name", placeholder: "NAME", help: "who gets it, as the history names them"),
      Flag(name: "--scope", placeholder: "SCOPE,...", help: "what it allows"),
      Flag(
        name: "--for", placeholder: "series:ID|conference:ID",
        help: "confines it to a series with its editions and their programmes, or to one conference"
      ),
      Flag(
        name: "--expires", placeholder: "TIME",
        help: "how long it is valid, such as 90d (s, m, h or d; without it, until it is revoked)"),
      Flag(name: "--private", help: "keeps its name out of the public history"),
      .database,
    ],
    run: { flags in
      switch flags.positionals.first {
      case "new": try new(flags)
      case "list": try list(flags)
      case "revoke": try revoke(flags)
      case let other:
        throw UsageError(
          other.map { "there is no command \"token \($0)\"" } ?? "token needs new, list or revoke",
          meant: other, among: ["new", "list", "revoke"], command: "token")
      }
    })

  private static func new(_ flags: Flags) throws -> Never {
    guard flags.positionals.count == 1 else {
      throw UsageError("token new takes its name as --name NAME", command: "token")
    }
    guard let name = flags["--name"], isName(name) else {
      throw UsageError(
        "--name must be given, with 1 to 60 letters, digits, spaces and any of .-_@+",
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
        "--scope must be given, with any of propose, write, review, admin"
          + (text.map { ", not \"\($0)\"" } ?? ""), command: "token")
    }
    return scopes
  }

  /// A name can stand in a log, a URL and a table without harm.
  private static func isName(_ text: String) -> Bool {
    (1...60).contains(text.count)
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || " .-_@+".unicodeScalars.contains(scalar)
      } && text.first != " " && text.last != " "
  }

  /// Nil where the text is no such time, or is longer than a hundred years.
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
        "made \(token.createdAt)", state,
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
      Console.complain("revoked the token \"\(flags.positionals[1])\"")
    }
  }

  /// Gives running servers the time to notice the commit, so that they know it when the command ends.
  private static func waitForServers() {
    usleep(useconds_t(CatalogStore.noticeMilliseconds + 100) * 1_000)
  }

  private static func withStore(_ flags: Flags, _ work: (CatalogStore) throws -> Void) throws
    -> Never
  {
    guard access(flags.database, F_OK) == 0 else {
      throw SourceRefusal(reason: "there is no database \(flags.database)")
    }
    let store = try CatalogStore(
      path: flags.database, seed: false, readers: 1, lockTime: .seconds(60))
    do {
      try work(store)
    } catch let error as TokenError {
      throw SourceRefusal(reason: "\(error)")
    }
    store.close()
    exit(0)
  }
}
