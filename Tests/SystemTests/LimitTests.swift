import Foundation
import Testing

@testable import CatalogAPI
@testable import CatalogCommand

/// The manual's table of limits beside the settings and the tests that it names.
@Suite struct `The table of limits` {
  @Test func `Every limit of the engine has a row, and every row a setting`() throws {
    let help = ServeOptions.help
    let rows = Set(Limit.all.compactMap(\.setting))
    for setting in Setting.server { #expect(rows.contains(setting.flag), "\(setting.flag)") }
    for row in rows { #expect(help.contains("  \(row) "), "\(row) is no setting") }
    #expect(Limit.all.compactMap(\.setting).count == rows.count, "a setting has one row")
  }

  /// The number that a text begins with: "8,192 bytes" is 8192, "64 MiB" 67108864.
  private static func number(_ text: String) -> Int? {
    let digits = text.prefix { $0.isNumber || $0 == "," }.filter { $0 != "," }
    return Int(digits).map { text.hasSuffix("MiB") ? $0 << 20 : $0 }
  }

  @Test func `The default of each row is that of its setting`() throws {
    let help = ServeOptions.help.split(separator: "\n").map(String.init)
    for limit in Limit.all {
      guard let setting = limit.setting,
        let line = help.firstIndex(where: { $0.hasPrefix("  \(setting) ") })
      else { continue }
      let text = help[(line + 1)...].prefix { $0.hasPrefix("      ") }.joined(separator: " ")
      let standard = text.split(separator: "(").last.map { String($0.drop { !$0.isNumber }) } ?? ""
      #expect(Self.number(standard) == Self.number(limit.standard), "\(setting): \(text)")
    }
  }

  @Test func `The test of each row is there`() throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
    var text = ""
    for file in FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)
      ?? .init()
    {
      guard let url = file as? URL, url.pathExtension == "swift" else { continue }
      text += try String(contentsOf: url, encoding: .utf8)
    }
    for limit in Limit.all {
      #expect(text.contains("func `\(limit.test)`("), "\(limit.test)")
    }
  }
}
