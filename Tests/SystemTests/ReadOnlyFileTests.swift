import Catalog
import Foundation
import Testing

/// A database file that becomes read-only under a running server.
///
/// The immutable flag of ext4 and other file systems refuses writes through open descriptors too,
/// and to root.
@Suite struct `A server whose database file becomes read-only` {
  /// Whether this user, on the file system of temporary files, can protect a file that is open.
  static let canProtectOpenFiles: Bool = {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    let file = open(path, O_CREAT | O_WRONLY, 0o600)
    defer {
      close(file)
      setImmutable([path], false)
      unlink(path)
    }
    return setImmutable([path], true) && write(file, "x", 1) == -1
  }()

  @discardableResult
  private static func setImmutable(_ paths: [String], _ isImmutable: Bool) -> Bool {
    let result = try? run("/usr/bin/env", ["chattr", isImmutable ? "+i" : "-i"] + paths)
    return result?.status == 0
  }

  @Test(.enabled(if: canProtectOpenFiles, "no immutable flag here (chattr +i, as root)"))
  func `Writes get 503 with Retry-After, reads go on, and writes go on when the cause is gone`()
    throws
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/a.db"
    let store = try CatalogStore(path: path, seed: false)
    let token = try store.addToken(name: "ed", scopes: [.write])
    store.close()
    let server = try ServerProcess(["--no-seed"], database: path)
    func post(_ name: String) throws -> String {
      try run(
        "/usr/bin/env",
        [
          "curl", "-s", "-i", "-H", "Authorization: Bearer \(token)", "--json",
          #"{"name": "\#(name)"}"#, "http://127.0.0.1:\(server.port)/speakers",
        ]
      ).output
    }
    #expect(try post("Ann").hasPrefix("HTTP/1.1 201"))
    let files = [path, "\(path)-wal"]
    #expect(Self.setImmutable(files, true))
    defer { Self.setImmutable(files, false) }
    for name in ["Bob", "Cid"] {
      let refused = try post(name)
      #expect(
        refused.hasPrefix("HTTP/1.1 503") && refused.contains("\r\nRetry-After: "), "\(refused)")
    }
    #expect(try server.ids("/speakers") == ["ann"])
    #expect(try server.curl("/readyz").status == 200)
    #expect(Self.setImmutable(files, false))
    #expect(try post("Bob").hasPrefix("HTTP/1.1 201"))
    #expect(try server.ids("/speakers") == ["ann", "bob"])
    #expect(server.stop() == 0)
  }
}
