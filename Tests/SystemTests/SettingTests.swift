import Foundation
import HTTP
import HTTPServer
import Testing

@testable import CatalogAPI
@testable import CatalogCommand

@Suite struct `Settings` {
  /// What each limit's setting must change, and its default.
  static let limits: [(flag: String, standard: Int, get: @Sendable (ServerLimits) -> Int)] = [
    ("--max-connections", 16_384, { $0.connections }),
    ("--max-connections-per-address", -1, { $0.connectionsPerAddress ?? -1 }),
    ("--max-refusals", 1_024, { $0.refusals }),
    ("--max-unsent-bytes", 25_165_824, { $0.unsentBytes }),
    ("--max-received-bytes", 25_165_824, { $0.receivedBytes }),
    ("--max-waiting-imports", 71_303_168, { $0.largeBytes }),
    ("--max-requests-per-connection", 10_000, { $0.requestsPerConnection }),
    ("--max-pipelined", 16, { $0.pipelinedDepth }),
    ("--backlog", 1_024, { $0.backlog }),
    ("--max-request-line", 8_192, { $0.message.requestLine }),
    ("--max-header-bytes", 16_384, { $0.message.fieldBytes }),
    ("--max-header-count", 100, { $0.message.fieldCount }),
    ("--max-body", 1_048_576, { $0.message.body }),
    ("--header-timeout", 10, { Int($0.headerTimeout.components.seconds) }),
    ("--idle-timeout", 60, { Int($0.idleTimeout.components.seconds) }),
    ("--body-min-rate", 512, { $0.bodyMinimumRate }),
    ("--body-grace", 5, { Int($0.bodyGrace.components.seconds) }),
    ("--write-timeout", 30, { Int($0.writeTimeout.components.seconds) }),
    ("--write-min-rate", 512, { $0.writeMinimumRate }),
    ("--response-timeout", 1_800, { Int($0.responseTimeout.components.seconds) }),
    ("--linger-timeout", 2, { Int($0.lingerTime.components.seconds) }),
    ("--linger-bytes", 262_144, { $0.lingerBytes }),
    ("--drain-timeout", 10, { Int($0.drainTime.components.seconds) }),
    ("--drain-patience", 2, { Int($0.drainPatience.components.seconds) }),
  ]

  @Test func `Each limit has its flag, which changes that limit and no other`() throws {
    #expect(Self.limits.map(\.flag).sorted() == Setting.server.map(\.flag).sorted())
    for (flag, standard, get) in Self.limits {
      #expect(get(ServerLimits()) == standard, "\(flag)")
      let changed = try ServeOptions([flag, "77"]).values().limits
      #expect(get(changed) == 77, "\(flag)")
      for (other, standard, get) in Self.limits where other != flag {
        #expect(get(changed) == standard, "\(flag) changes \(other)")
      }
    }
  }

  @Test func `The caches share their limits`() throws {
    let few = try ServeOptions(["--loops", "1", "--readers", "2"]).values()
    let many = try ServeOptions(["--loops", "16", "--readers", "32"]).values()
    for values in [few, many] {
      #expect(values.api.cacheBytes * values.loops <= 8 << 20)
      #expect(values.api.recordBytes * values.readers <= 8 << 20)
    }
    #expect(few.caches.pagesPerConnection(readers: 2) == 2_730)
    #expect(many.caches.pagesPerConnection(readers: 32) == 512)
    let given = try ServeOptions(["--page-cache", "67108864"]).values()
    #expect(given.caches.pagesPerConnection(readers: 3) == 16_384)
  }

  @Test func `A value that is none is refused by name`() {
    for setting in Setting.server {
      let over = "\((setting.number?.range.upperBound ?? 0) + 1)"
      for value in ["-1", "x", "1.5", "", over, "99999999999999999999"] {
        let error = #expect(throws: UsageError.self) {
          try ServeOptions([setting.flag, value]).values()
        }
        #expect(error?.description.contains(setting.flag) == true)
      }
    }
    for value in ["example.org", "https://a.example/x", "", "*,https://a.example"] {
      #expect(throws: UsageError.self) { try ServeOptions(["--cors-origins", value]).values() }
    }
  }

  @Test func `Origins are everyone, no one or a list`() throws {
    let standard = try ServeOptions([]).values().api.cors
    #expect(standard.readers == .any && standard.writers == .list([]))
    let site = "https://site.example"
    let cors = try ServeOptions(["--cors-origins", "none", "--cors-write-origins", site]).values()
      .api.cors
    #expect(cors.readers == .list([]) && cors.writers == .list([site]))
    #expect(try ServeOptions(["--cors-write-origins=*"]).values().api.cors.writers == .any)
  }

  /// The settings that `--help` names, with their variables.
  static func documented() throws -> [(flag: String, variable: String)] {
    try run(ServerProcess.binary, ["--help"]).output.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("  --"), let comma = line.lastIndex(of: ",") else { return nil }
      let flag = line.dropFirst(2).prefix { $0 != " " && $0 != "," }
      return (String(flag), String(line[comma...].dropFirst(2)))
    }
  }

  @Test func `The README's table of settings agrees with the help text`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let rows = readme.split(separator: "\n")
    let settings = try Self.documented()
    #expect(settings.count > 20)
    let shown = rows.filter { $0.hasPrefix("| `--") }
    #expect(shown.count > 10)
    for row in shown {
      let flag = row.dropFirst(3).prefix { $0 != " " && $0 != "`" }
      let setting = settings.first { $0.flag == flag }
      #expect(row.contains("`\(setting?.variable ?? "no setting")"), "\(flag)")
    }
  }

  @Test func `Each setting is read from its variable, and a flag wins over it`() throws {
    for (flag, variable) in try Self.documented() where flag != "--no-seed" {
      // Words that no setting takes, or, for a file, a folder that cannot be one.
      let wrong = ["--database", "--access-log"].contains(flag) ? "/proc" : "no value"
      let (output, status) = try run(
        "/usr/bin/env",
        ["\(variable)=\(wrong)", "timeout", "60", ServerProcess.binary]
          + (flag == "--listen" ? [] : ["--listen", "127.0.0.1:0"]))
      #expect(status != 0 && output.split(separator: "\n").count == 1, "\(variable): \(output)")
    }
    let (output, _) = try run(
      "/usr/bin/env",
      ["CATALOG_MAX_BODY=x", ServerProcess.binary, "--max-body", "1", "--idle-timeout", "y"])
    #expect(output.contains("--idle-timeout"))
  }
}
