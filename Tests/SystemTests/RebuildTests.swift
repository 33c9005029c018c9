import Foundation
import Testing

/// The script beside the seeds, run with the built program.
@Suite struct `The script that rebuilds the seeds` {
  private static let seeds = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Seeds")

  @Test(.enabled(if: SharedData.isThere, "../shared/data is not there"))
  func `The same lists give the same bytes, those of the seeds`() throws {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.copyItem(at: Self.seeds, to: copy)
    defer { try? FileManager.default.removeItem(at: copy) }
    func rebuilt() throws -> [String: Data] {
      let (output, status) = try run(
        copy.appendingPathComponent("rebuild").path,
        [SharedData.folder, "--catalog", ServerProcess.binary])
      #expect(status == 0, "\(output)")
      let files = try FileManager.default.contentsOfDirectory(atPath: copy.path)
      return try files.filter { $0.hasSuffix(".json") }.reduce(into: [:]) { contents, file in
        contents[file] = try Data(contentsOf: copy.appendingPathComponent(file))
      }
    }
    let first = try rebuilt()
    #expect(try rebuilt() == first)
    for (file, content) in first {
      let seed = try Data(contentsOf: Self.seeds.appendingPathComponent(file))
      #expect(seed == content, "\(file) differs from the seeds")
    }
  }

  @Test func `Without lists it says how it is used, and writes nothing`() throws {
    let (_, status) = try run(Self.seeds.appendingPathComponent("rebuild").path, [])
    #expect(status == 1)
  }
}
