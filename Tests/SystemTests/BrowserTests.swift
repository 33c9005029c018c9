import Foundation
import Testing

/// The pages in a real browser: `Tests/Browser/check.py` drives Debian's Chromium.
@Suite(.serialized, .enabled(if: Browser.isPresent, "\(Browser.missing)"))
struct `In a browser` {
  @Test func `Pages do what they promise, and axe finds nothing wrong with them`() throws {
    let server = try ServerProcess()
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Browser").path
    let imported = try run(
      ServerProcess.binary,
      ["import", "\(folder)/fixture.ndjson", "--database", "\(server.folder)/catalog.db"])
    #expect(imported.status == 0, "\(imported.output)")
    let (output, status) = try run(
      Browser.interpreter ?? "", ["\(folder)/check.py", "http://127.0.0.1:\(server.port)"])
    #expect(status == 0, "\(output)")
    #expect(server.stop() == 0)
  }
}

/// The types of client.js, as TypeScript's compiler from Debian reads them.
@Suite(
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: "/usr/bin/tsc"),
    "needs Debian's TypeScript: apt-get install node-typescript"))
struct `The client's types` {
  @Test func `A program compiles against them, and client.js has all that they promise`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
    let site = tests.deletingLastPathComponent().appendingPathComponent("Sources/Site")
    for (file, name) in [
      (site.appendingPathComponent("client.d.ts"), "declared/client.d.ts"),
      (site.appendingPathComponent("client.js"), "source/client.js"),
      (tests.appendingPathComponent("Browser/types.ts"), "types.ts"),
    ] {
      let copy = folder.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: file, to: copy)
    }
    let (output, status) = try run(
      "/usr/bin/tsc",
      [
        "--noEmit", "--strict", "--noImplicitAny", "false", "--allowJs", "--target", "es2022",
        "--module", "es2022", "--moduleResolution", "node", "--lib", "es2022,dom,dom.iterable",
        folder.appendingPathComponent("types.ts").path,
      ])
    #expect(status == 0, "\(output)")
  }
}

/// Chromium, and what drives it.
enum Browser {
  static let interpreter = PythonTools.interpreter

  static let isPresent: Bool = {
    guard let interpreter, FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium"),
      let (_, status) = try? run(interpreter, ["-c", "import playwright, axe_playwright_python"])
    else { return false }
    return status == 0
  }()

  static let missing = """
    needs Debian's chromium, and playwright and axe-playwright-python in .build/venv: apt-get \
    install chromium && .build/venv/bin/pip install playwright axe-playwright-python
    """
}
