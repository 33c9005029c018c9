private import Glibc
private import Synchronization

/// The reason why a zone has no rules.
public enum TimeZoneError: Error, Sendable, CustomStringConvertible {
  case noDatabase
  case unknown(String)

  public var description: String {
    switch self {
    case .noDatabase: "/usr/share/zoneinfo has no time zone database; install tzdata"
    case .unknown(let name): "unknown time zone \"\(name)\""
    }
  }
}

/// The offsets of an IANA time zone, read from the system's TZif file (RFC 8536).
public struct TimeZoneRules: OffsetRules {
  public let name: String
  private let transitions: [Int]
  private let offsetsAfter: [Int]
  private let firstOffset: Int
  private let footer: POSIXRule?

  /// The zones that were read last, by name; a new version of the database counts after a restart.
  private static let known = Mutex<[String: TimeZoneRules]>([:])

  /// Maximum number of zones in `known`; a request can name one in many spellings.
  private static let maximumKnown = 256

  /// Reads the rules of a zone such as "America/New_York".
  public init(named name: String) throws(TimeZoneError) {
    if let known = Self.known.withLock({ $0[name] }) {
      self = known
      return
    }
    guard !name.hasPrefix("/"), !name.contains(".."), !name.isEmpty,
      name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
    else { throw .unknown(name) }
    guard let bytes = Self.read("/usr/share/zoneinfo/\(name)") else {
      throw access("/usr/share/zoneinfo", F_OK) == 0 ? .unknown(name) : .noDatabase
    }
    guard let file = TZifFile(bytes) else { throw .unknown(name) }
    self.name = name
    transitions = file.transitions
    offsetsAfter = file.offsets
    firstOffset = file.firstOffset
    footer = POSIXRule(file.footer)
    let rules = self
    Self.known.withLock { known in
      if known.count == Self.maximumKnown { known.removeAll() }
      known[name] = rules
    }
  }

  /// Creates the rules of a zone without summer time, from its offset in seconds east of UTC.
  ///
  /// Whole hours have the name of the IANA zone "Etc/GMT+12", whose sign is the reverse.
  public init(offset: Int) {
    let hours = offset / 3_600
    let zone = "Etc/GMT\(hours > 0 ? "-" : "+")\(abs(hours))"
    if offset % 3_600 == 0, let rules = try? TimeZoneRules(named: zone) {
      self = rules
      return
    }
    name = Self.utc(offset / 60)
    (transitions, offsetsAfter, firstOffset, footer) = ([], [], offset, nil)
  }

  /// Returns an offset in minutes east of UTC as "UTC+05:30".
  static func utc(_ minutes: Int) -> String {
    let clock = "\(Day.padded(abs(minutes) / 60, 2)):\(Day.padded(abs(minutes) % 60, 2))"
    return "UTC\(minutes < 0 ? "-" : "+")\(clock)"
  }

  /// Returns the offset at an instant, in seconds east of UTC.
  public func offset(at instant: Instant) -> Int {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= instant.seconds { low = middle + 1 } else { high = middle }
    }
    if low == transitions.count, let footer { return footer.offset(at: instant) }
    return low == 0 ? firstOffset : offsetsAfter[low - 1]
  }

  /// Whether the zone has the offset on 1 January or 1 July 2026.
  func uses(_ offset: Int) -> Bool {
    let january = 1_767_225_600
    return [january, january + 181 * 86_400].contains {
      self.offset(at: Instant(seconds: $0)) == offset
    }
  }

  /// Returns the zone whose name is nearest to a misspelt one; `nil` if none is near, or if the
  /// system has no list of zones.
  public static func suggestion(for name: String) -> String? {
    let city = "/\(name.replacing(" ", with: "_").lowercased())"
    return names.first { $0.lowercased().hasSuffix(city) }
      ?? Suggestion.nearest(to: name, among: names, limit: 1).first
  }

  /// The zone names in the third column of the system's zone.tab.
  private static let names: [String] = {
    let lines = (read("/usr/share/zoneinfo/zone.tab") ?? []).split(separator: UInt8(ascii: "\n"))
    return lines.compactMap { line in
      let columns = line.split(separator: UInt8(ascii: "\t"))
      guard columns.count > 2, line.first != UInt8(ascii: "#") else { return nil }
      return String(decoding: columns[2], as: UTF8.self)
    }
  }()

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&bytes, 1, bytes.count, file)
    return count < bytes.count ? Array(bytes[..<count]) : nil
  }
}
