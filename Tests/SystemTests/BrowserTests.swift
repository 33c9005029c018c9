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
