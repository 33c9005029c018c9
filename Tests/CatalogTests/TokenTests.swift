import Foundation
import SQLite
import Testing

@testable import Catalog
@testable import CatalogModel

@Suite struct `Tokens` {
  private let now = Instant(seconds: 1_800_000_000)

  @Test func `The checksum is that of gzip`() {
    #expect(TokenText.crc32(Array("123456789".utf8)) == 0xcbf4_3926)
    #expect(TokenText.crc32([]) == 0)
  }

  @Test(arguments: zip(Scope.allCases, ["p", "w", "r", "a"]))
  func `A token names its highest scope, and any slip in typing shows`(
    _ scope: Scope, _ letter: String
  ) {
    let token = TokenText.random(scope)
    #expect(token.hasPrefix("cat_\(letter)") && token.utf8.count == 41)
    #expect(TokenText.isWellFormed(token) && TokenText.mayHold("x=\(token)"))
    #expect(TokenText.random(scope) != token)
    for index in token.indices {
      var typo = token
      typo.replaceSubrange(index...index, with: token[index] == "7" ? "8" : "7")
      #expect(!TokenText.isWellFormed(typo), "\(typo)")
    }
    for other in ["", "cat_", String(token.dropLast()), token + "0", token.uppercased()] {
      #expect(!TokenText.isWellFormed(other), "\(other)")
    }
  }

  @Test func `A token is valid until it expires or is revoked`() throws {
    try withStore { store, _ in
      #expect(!store.hasTokens)
      let plain = try store.addToken(name: "ann", scopes: [.write], now: now)
      let short = try store.addToken(
        name: "bob", scopes: [.propose, .admin], expiresAt: Instant(seconds: now.seconds + 60),
        isPrivate: true, now: now)
      #expect(store.hasTokens)
      #expect(state(store, plain, now) == "ann write")
      #expect(state(store, short, now) == "bob admin")
      #expect(state(store, short, Instant(seconds: now.seconds + 60)) == "expired")
      #expect(state(store, TokenText.random(.write), now) == "unknown")
      #expect(state(store, "cat_nonsense", now) == "malformed")
      #expect(throws: TokenError.nameIsTaken("ann")) {
        try store.addToken(name: "ann", scopes: [.write])
      }
      let nowhere = try #require(AccessToken.Limit("series:none"))
      #expect(throws: TokenError.noSuchRecord(nowhere)) {
        try store.addToken(name: "cid", scopes: [.write], limit: nowhere)
      }
      try store.revokeToken("ann", now: now)
      #expect(state(store, plain, now) == "revoked")
      #expect(throws: TokenError.noSuchToken("dan")) { try store.revokeToken("dan") }
      #expect(try store.listTokens().map(\.name) == ["ann", "bob"])
    }
  }

  @Test(.timeLimit(.minutes(20)))
  func `A token that another process makes or revokes is noticed`() throws {
    try withStore { store, path in
      let watch = try store.watchForCommits()
      defer { watch.stop() }
      let other = try CatalogStore(path: path, seed: false, readTime: .seconds(120))
      defer { other.close() }
      let token = try other.addToken(name: "ann", scopes: [.write], now: now)
      while state(store, token, now) != "ann write" { usleep(10_000) }
      try other.revokeToken("ann", now: now)
      while state(store, token, now) != "revoked" { usleep(10_000) }
    }
  }

  private func state(_ store: CatalogStore, _ text: String, _ now: Instant) -> String {
    switch store.verdict(onToken: text, now: now) {
    case .malformed: "malformed"
    case .unknown: "unknown"
    case .expired: "expired"
    case .revoked: "revoked"
    case .valid(let token): "\(token.name) \(token.scope.rawValue)"
    }
  }

  private func withStore(_ body: (CatalogStore, _ path: String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString).db").path
    defer { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }
    let store = try CatalogStore(path: path, seed: false, readTime: .seconds(120))
    defer { store.close() }
    try body(store, path)
  }
}
