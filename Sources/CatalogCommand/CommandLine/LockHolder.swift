import Glibc

/// Finds the process that holds a lock on a database file, for messages.
enum LockHolder {
  static func message(database: String, timeout: Duration) -> String {
    let holder = processes(database).first.map { "process \($0)" } ?? "another process"
    return "waiting for the database \(database): \(holder) holds its write lock;"
      + " giving up after \(timeout.components.seconds) s"
  }

  /// Returns "PID (NAME)" for each other process with a write lock on the database, its -shm file or
  /// its journal (proc(5), /proc/locks).
  static func processes(_ database: String) -> [String] {
    let inodes = ["-shm", "", "-journal"].compactMap { suffix -> String? in
      var status = stat()
      return stat(database + suffix, &status) == 0 ? "\(status.st_ino)" : nil
    }
    var found: [String] = []
    for line in text("/proc/locks").split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count >= 6, words.contains("WRITE"),
        let place = words.firstIndex(of: "WRITE"), place + 2 < words.count,
        let inode = words[place + 2].split(separator: ":").last, inodes.contains(String(inode)),
        let pid = Int32(words[place + 1]), pid != getpid()
      else { continue }
      let name = text("/proc/\(pid)/comm").filter { $0 != "\n" }
      let holder = name.isEmpty ? "\(pid)" : "\(pid) (\(name))"
      if !found.contains(holder) { found.append(holder) }
    }
    return found
  }

  private static func text(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
