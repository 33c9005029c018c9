import Foundation

/// Programs in Python with parsers that others wrote, in a virtual environment that `.ci/run` makes
/// beside the build.
enum PythonTools {
  /// Nil where there is no such environment, or not all of them are in it.
  static let interpreter: String? = {
    let builds = URL(fileURLWithPath: ServerProcess.ownBuild).deletingLastPathComponent()
    let path = builds.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("venv/bin/python3").path
    guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
    let parsers = "import icalendar, feedparser, openapi_spec_validator, prometheus_client"
    guard let (_, status) = try? SystemTests.run(path, ["-c", parsers]), status == 0 else {
      return nil
    }
    return path
  }()

  static let missing = """
    needs .build/venv with icalendar, feedparser, openapi-spec-validator and prometheus-client: \
    python3 -m venv .build/venv && .build/venv/bin/pip install icalendar feedparser \
    openapi-spec-validator prometheus-client
    """

  /// Runs a program whose arguments are files or URLs; gives what it printed.
  static func run(_ program: String, _ arguments: [String]) throws -> (
    output: String, status: Int32
  ) {
    guard let interpreter else { return (missing, -1) }
    return try SystemTests.run(interpreter, ["-c", program] + arguments)
  }
}
