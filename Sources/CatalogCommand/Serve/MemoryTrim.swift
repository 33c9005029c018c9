import CSystem
import Dispatch
import Glibc

/// Gives the free pages of glibc's heaps back to the system now and then.
///
/// Caches and responses of all sizes leave holes in the heaps, which glibc keeps: in four minutes of
/// mixed reads and writes they grew from 17 to 56 MiB, of which 28 were whole pages.
enum MemoryTrim {
  private static let seconds = 10
  /// Growth of the resident memory since the last trim below which another one is not worth its
  /// time: it holds the lock of each heap for some milliseconds.
  private static let growth = 4 << 20

  /// Starts to trim; call it once.
  static func start() {
    let queue = DispatchQueue(label: "catalog.memory", qos: .utility)
    schedule(on: queue, after: resident)
  }

  private static func schedule(on queue: DispatchQueue, after last: Int) {
    queue.asyncAfter(deadline: .now() + .seconds(seconds)) {
      var kept = min(last, resident)
      if resident > kept + growth {
        return_free_pages()
        kept = resident
      }
      schedule(on: queue, after: kept)
    }
  }

  /// The resident memory of the process, in bytes; 0 if it is unknown.
  private static var resident: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, 128, file) != nil else { return 0 }
    let fields = String(decoding: line.map(UInt8.init(bitPattern:)), as: UTF8.self).split(
      separator: " ")
    return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
