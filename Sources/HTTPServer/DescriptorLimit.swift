import Glibc

/// The maximum number of file descriptors of the process (getrlimit(2)).
enum DescriptorLimit {
  /// Descriptors reserved for listeners, pollers, the database and other files.
  private static let reserve = 256

  /// Raises the soft limit to the hard one; returns the number available for connections.
  static func raise(loops: Int, refusals: Int) -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 512 }
    if limit.rlim_cur < limit.rlim_max {
      limit.rlim_cur = limit.rlim_max
      if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) != 0 {
        _ = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
      }
    }
    let total = Int(min(limit.rlim_cur, 1 << 30))
    return max(16, total - min(total / 2, reserve + 8 * loops + refusals))
  }
}
