import Dispatch
import Glibc
import HTTP
import HTTPServer

/// Writes a line for each response to a file, or to standard output.
///
/// Loops append to a buffer in memory, and a queue of its own writes it ten times a second, so that
/// a slow disk does not delay responses. Lines that do not fit into the buffer are dropped, and a
/// later line says how many.
final class AccessLog: Sendable {
  private struct Buffer {
    var bytes: [UInt8] = []
    var dropped = 0
    var isScheduled = false
  }

  /// Maximum bytes of lines that wait for the disk: 4 MiB.
  static let bufferSize = 4 << 20
  private static let interval = DispatchTimeInterval.milliseconds(100)

  private let path: String
  private let format: AccessLogFormat
  private let buffer = Locked(Buffer())
  private let descriptor: Locked<Int32>
  private let queue = DispatchQueue(label: "catalog.access-log")

  /// Opens the file at `path` for appending; `-` is standard output.
  init(path: String, format: AccessLogFormat) throws {
    self.path = path
    self.format = format
    descriptor = Locked(try Self.open(path))
  }

  private static func open(_ path: String) throws -> Int32 {
    if path == "-" { return 1 }
    let descriptor = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw AccessLogError(path: path, code: errno) }
    return descriptor
  }

  /// Adds a line; can be called on any queue and never waits for the disk.
  func add(_ record: AccessRecord) {
    let line = format.line(record, at: WallClock.now())
    let mustSchedule = buffer.withLock { buffer in
      guard buffer.bytes.count + line.count <= Self.bufferSize else {
        buffer.dropped += 1
        return false
      }
      buffer.bytes += line
      defer { buffer.isScheduled = true }
      return !buffer.isScheduled
    }
    if mustSchedule { queue.asyncAfter(deadline: .now() + Self.interval) { self.write() } }
  }

  /// Closes the file and opens the path again, after log rotation.
  func reopen() throws {
    let opened = try Self.open(path)
    flush()
    guard opened != 1 else { return }
    close(
      descriptor.withLock { old in
        defer { old = opened }
        return old
      })
  }

  /// Writes the waiting lines and returns when the kernel has them.
  func flush() {
    queue.sync { write() }
  }

  private func write() {
    let taken = buffer.withLock { buffer in
      defer { buffer = Buffer() }
      return buffer
    }
    var bytes = taken.bytes
    if taken.dropped > 0 { bytes += format.notice(dropped: taken.dropped, at: WallClock.now()) }
    Console.write(bytes, to: descriptor.withLock { $0 })
  }
}

struct AccessLogError: Error, CustomStringConvertible {
  let path: String
  let code: Int32

  var description: String {
    "cannot open the access log \(path): \(String(cString: strerror(code)))"
  }
}

struct WallClock {
  /// Seconds since 1970.
  let seconds: Int
  let milliseconds: Int

  static func now() -> WallClock {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return WallClock(seconds: time.tv_sec, milliseconds: time.tv_nsec / 1_000_000)
  }
}
