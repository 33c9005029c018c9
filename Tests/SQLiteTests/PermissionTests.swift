import FoundationEssentials
import Glibc
import SQLite
import Testing

/// Missing permissions in the file system, as a user who is not root.
struct PermissionTests {
  struct Case: Codable, CustomTestStringConvertible, Sendable {
    let note: String
    let folderMode: UInt16
    let fileMode: UInt16?
    let readOnly: Bool
    var isBackup = false
    let line: String
    var testDescription: String { note }
  }

  @Test(arguments: [
    Case(
      note: "read-only file", folderMode: 0o777, fileMode: 0o444, readOnly: false,
      line: "the database FOLDER/a.db is read-only"),
    Case(
      note: "unreadable file", folderMode: 0o777, fileMode: 0, readOnly: false,
      line: "no permission to open the database FOLDER/a.db"),
    Case(
      note: "unreadable file, to be read", folderMode: 0o777, fileMode: 0, readOnly: true,
      line: "no permission to open the database FOLDER/a.db"),
    Case(
      note: "read-only folder", folderMode: 0o555, fileMode: 0o666, readOnly: false,
      line:
        "the folder FOLDER is read-only, but the database keeps its log beside it"),
    Case(
      note: "read-only folder without the file", folderMode: 0o555, fileMode: nil, readOnly: false,
      line:
        "the folder FOLDER is read-only, but the database keeps its log beside it"),
    Case(
      note: "read-only folder, to be read", folderMode: 0o555, fileMode: 0o666, readOnly: true,
      line:
        "the folder FOLDER is read-only, but the database keeps its log beside it"),
    Case(
      note: "backup in a read-only folder, to be read", folderMode: 0o555, fileMode: 0o444,
      readOnly: true, isBackup: true, line: "opened"),
    Case(
      note: "folder that may not be searched", folderMode: 0, fileMode: 0o666, readOnly: false,
      line: "no permission to open the database FOLDER/a.db"),
    Case(
      note: "all allowed", folderMode: 0o777, fileMode: 0o666, readOnly: false, line: "opened"),
  ])
  func `A missing permission is reported`(_ item: Case) async throws {
    let scratch = try Scratch()
    let folder = scratch.file("place")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    if let mode = item.fileMode {
      let database = try Sample.open(item.isBackup ? scratch.file("b.db") : folder + "/a.db")
      if item.isBackup { try database.backup(to: folder + "/a.db") }
      database.close()
      chmod(folder + "/a.db", mode_t(mode))
    }
    chmod(folder, mode_t(item.folderMode))
    let before = scratch.bytes("place/a.db")
    let readOnly = item.readOnly
    let exit = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      [folder = folder as String, readOnly = readOnly as Bool] in
      PermissionTests.open(folder + "/a.db", readOnly: readOnly)
    }
    let result = try #require(exit)
    let output = String(decoding: result.standardOutputContent, as: UTF8.self)
    let line = item.line.replacing("FOLDER", with: folder)
    #expect(output.contains("<\(line)>"), "\(output)")
    chmod(folder, 0o777)
    chmod(folder + "/a.db", 0o666)
    if item.line != "opened" || item.readOnly { #expect(scratch.bytes("place/a.db") == before) }
  }

  /// Prints the result of opening the file as the user nobody.
  private static func open(_ path: String, readOnly: Bool) {
    if getuid() == 0, setgid(65_534) != 0 || setuid(65_534) != 0 { exit(3) }
    do {
      try Sample.open(path) { $0.readOnly = readOnly }.close()
      print("<opened>")
    } catch {
      print("<\(error)>")
    }
  }
}
