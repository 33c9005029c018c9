import Glibc

/// Output to the user; writes each line at once, also into a pipe.
enum Console {
  static func say(_ line: String) { write(line, to: 1) }
  /// Writes text to standard error without a line feed.
  static func raw(_ text: String) { write(Array(text.utf8), to: 2) }
  static func printError(_ line: String) { write("catalog: \(line)", to: 2) }

  static func fail(_ message: String, status: Int32) -> Never {
    printError(message)
    exit(status)
  }

  private static func write(_ line: String, to descriptor: Int32) {
    write(Array("\(line)\n".utf8), to: descriptor)
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return }
      bytes = bytes.dropFirst(max(0, count))
    }
  }
}
