import Glibc
import HTTP

struct DateLine {
  private(set) var bytes: [UInt8] = []
  private var second = Int.min

  mutating func update() {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &time)
    guard time.tv_sec != second else { return }
    second = time.tv_sec
    bytes = HTTPDate(seconds: second).bytes
  }
}
