import Foundation
import JSON
import Testing

/// Editing as the manual shows it.
@Suite struct `Editing with curl` {
  @Test func `The manual's lines work, from the first token to the undoing of an edit`() throws {
    let server = try ServerProcess(["--no-seed"])
    let base = "http://127.0.0.1:\(server.port)"
    let manual = try run("/usr/bin/env", ["curl", "-s", "\(base)/docs"]).output
    let lines = Self.commands(in: manual, section: "editing")
    try #require(lines.first?.hasPrefix("TOKEN=$(catalog token new") == true, "\(lines)")
    try #"{"type": "series", "id": "days", "name": "Days"}"#.write(
      toFile: "\(server.folder)/edits.ndjson", atomically: true, encoding: .utf8)
    let script = """
      cd '\(server.folder)'
      export CATALOG_DATABASE=catalog.db
      catalog() { '\(ServerProcess.binary)' "$@"; }
      \(lines[0])
      # The running server knows the token within a second.
      for _ in $(seq 600); do
        status=$(curl -s -o answer -w '%{http_code}' -H "Authorization: Bearer $TOKEN" \
          -H 'Content-Type: application/json' -d '{}' '\(base)/series')
        [ "$status" = 422 ] && break
        sleep 0.1
      done
      curl() { command curl -s -o answer -w '%{http_code}\\n' "$@"; }
      \(lines.dropFirst().map { $0.replacing("$(curl", with: "$(command curl") }
        .joined(separator: "\n"))
      command curl -s '\(base)/conferences/days-of-data-2031/history' > history
      """
    let (output, status) = try run("/usr/bin/env", ["bash", "-c", script])
    #expect(status == 0 && output == "201\n200\n201\n200\n204\n200\n200\n", "\(output)")
    let history = try JSONParser.parse(
      Array(Data(contentsOf: URL(fileURLWithPath: "\(server.folder)/history"))))
    let actions = history["data"]?.array?.compactMap { $0["action"]?.string }
    #expect(
      actions == [
        "conference.revert", "conference.delete", "conference.revert", "conference.update",
        "conference.update", "conference.create",
      ])
    // The deadline that was added is gone again.
    let undone = history["data"]?[2]?["changes"]?.array?.first {
      $0["field"]?.string == "deadlines"
    }
    #expect(undone?["after"] == .array([]) || undone?["after"] == .null)
    #expect(undone?["before"]?.array?.count == 1)
    func log(_ flags: String...) throws -> (output: String, status: Int32) {
      try run(
        ServerProcess.binary,
        ["log", "--json", "--database", "\(server.folder)/catalog.db"] + flags)
    }
    #expect(try log("--from", "today").output.split(separator: "\n").count == 7)
    #expect(try log("--to", "2026-01-01").output.isEmpty)
    #expect(try log("--from", "some day").status == 64)
    #expect(server.stop() == 0)
  }

  /// The lines for a terminal in a section of the manual.
  private static func commands(in manual: String, section: String) -> [String] {
    let start = manual.components(separatedBy: "id=\"\(section)\"").dropFirst().joined()
    let text = start.components(separatedBy: "<section").first ?? ""
    let entities = [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
    return text.components(separatedBy: "<pre tabindex=\"0\"><code>").dropFirst().map { part in
      let line = part.components(separatedBy: "</code>").first ?? ""
      return entities.reduce(line) { $0.replacing($1.0, with: $1.1) }
    }
  }
}
