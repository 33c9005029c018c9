public import CatalogModel

/// A record's compact JSON with placeholders.
///
/// It is encoded once and filled for each response.
///
/// A placeholder is a sequence of bytes that begins with a control character, which JSON text
/// cannot contain.
public struct RecordTemplate: Sendable {
  /// The placeholder for the URL of the server's root without its trailing slash.
  static let baseURL: UInt8 = 0x01
  private static let lineStart: UInt8 = 0x02
  private static let countdownStart: UInt8 = 0x03
  private static let end: UInt8 = 0x04
  private static let stepsStart: UInt8 = 0x05
  private static let stepsSeparator: UInt8 = 0x06
  private static let stepsEnd: UInt8 = 0x07

  private enum Part: Sendable {
    case text(Range<Int>)
    case baseURL
    case line(TimeDependentValue)
    case secondsUntil(Instant)
    /// Templates that hold until their instants; null after the last.
    case steps([(until: Instant, template: RecordTemplate)])
  }

  private let bytes: [UInt8]
  private var parts: [Part] = []

  /// Creates a template from the output of a `JSONWriter` in the context of a response.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte >= Self.baseURL, byte <= Self.stepsStart, byte != Self.end else {
        index += 1
        continue
      }
      if index > start { parts.append(.text(start..<index)) }
      if byte == Self.baseURL {
        parts.append(.baseURL)
      } else if byte == Self.stepsStart {
        let stop = bytes[index...].firstIndex(of: Self.stepsEnd) ?? bytes.count
        parts.append(.steps(Self.steps(bytes[(index + 1)..<stop])))
        index = stop
      } else {
        let stop = bytes[index...].firstIndex(of: Self.end) ?? bytes.count
        let content = String(decoding: bytes[(index + 1)..<stop], as: UTF8.self)
        parts.append(
          byte == Self.lineStart
            ? .line(Self.line(content)) : .secondsUntil(Instant(seconds: Int(content) ?? 0)))
        index = stop
      }
      index += 1
      start = index
    }
    if start < bytes.count { parts.append(.text(start..<bytes.count)) }
  }

  /// The approximate size in memory, in bytes.
  public var size: Int { bytes.count + parts.count * 64 }

  /// Appends the JSON with its placeholders filled.
  public func fill(_ filling: inout RenderContext, to output: inout [UInt8]) {
    for part in parts {
      switch part {
      case .text(let range): output.append(contentsOf: bytes[range])
      case .baseURL: output.append(contentsOf: filling.baseURL)
      case .line(let line):
        if let value = filling.value(of: line) {
          output.append(UInt8(ascii: "\""))
          output.append(contentsOf: value.utf8)
          output.append(UInt8(ascii: "\""))
        } else {
          output.append(contentsOf: "null".utf8)
        }
      case .secondsUntil(let instant):
        output.append(contentsOf: String(filling.seconds(until: instant)).utf8)
      case .steps(let steps):
        if let step = steps.first(where: { !filling.hasPassed($0.until) }) {
          step.template.fill(&filling, to: &output)
        } else {
          output.append(contentsOf: "null".utf8)
        }
      }
    }
  }

  static func placeholder(for line: TimeDependentValue) -> [UInt8] {
    let steps = line.steps.map { "\($0.until.seconds)=\($0.value ?? "")" } + ["=\(line.last ?? "")"]
    return [lineStart] + Array(steps.joined(separator: ";").utf8) + [end]
  }

  /// Returns a placeholder for one of several values that hold until their instants; null after the
  /// last.
  static func placeholder(forSteps steps: [(until: Instant, json: [UInt8])]) -> [UInt8] {
    let parts = steps.flatMap { step in
      Array(String(step.until.seconds).utf8) + [stepsSeparator] + step.json + [stepsSeparator]
    }
    return [stepsStart] + parts.dropLast() + [stepsEnd]
  }

  private static func steps(
    _ bytes: ArraySlice<UInt8>
  ) -> [(until: Instant, template: RecordTemplate)] {
    let parts = bytes.split(separator: stepsSeparator)
    return stride(from: 0, to: parts.count - 1, by: 2).map { index in
      let seconds = Int(String(decoding: parts[index], as: UTF8.self)) ?? 0
      return (Instant(seconds: seconds), RecordTemplate(Array(parts[index + 1])))
    }
  }

  static func placeholder(forSecondsUntil instant: Instant) -> [UInt8] {
    [countdownStart] + Array(String(instant.seconds).utf8) + [end]
  }

  private static func line(_ text: String) -> TimeDependentValue {
    var line = TimeDependentValue([], last: nil)
    for step in text.split(separator: ";") {
      let halves = step.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = halves.last.flatMap { $0.isEmpty ? nil : String($0) }
      if let seconds = halves.first.flatMap({ Int($0) }) {
        line.steps.append((Instant(seconds: seconds), value))
      } else {
        line.last = value
      }
    }
    return line
  }
}

/// The data that fills a response's templates, and how the response depends on the time.
public struct RenderContext: Sendable {
  public let baseURL: [UInt8]
  /// The time of the request, in whole seconds.
  public let now: Instant
  /// The next instant at which the response would change; `nil` if it is not time-dependent.
  public private(set) var changesAt: Instant?
  /// The last instant at which the response changed; between the two it stays the same.
  public private(set) var changedAt: Instant?
  /// Whether the response has a countdown in seconds.
  public private(set) var countsDown = false

  public init(baseURL: String, now: Instant) {
    self.init(baseURL: Array(baseURL.utf8), now: now)
  }

  package init(baseURL: [UInt8], now: Instant) {
    self.baseURL = baseURL
    self.now = now
  }

  /// Returns the current value, and notes when it changes.
  public mutating func value(of line: TimeDependentValue) -> String? {
    for step in line.steps where !hasPassed(step.until) { return step.value }
    return line.last
  }

  /// Whether an instant at which the response changes has passed.
  mutating func hasPassed(_ instant: Instant) -> Bool {
    if now < instant {
      note(changesAt: instant)
      return false
    }
    note(changedAt: instant)
    return true
  }

  mutating func seconds(until instant: Instant) -> Int {
    guard instant > now else {
      note(changedAt: instant)
      return 0
    }
    dependsOnSecond()
    countsDown = true
    return instant.seconds - now.seconds
  }

  /// Notes that the response changes every second.
  public mutating func dependsOnSecond() {
    note(changedAt: now)
    note(changesAt: Instant(seconds: now.seconds + 1))
  }

  /// Whether a response filled with these data is the same with others.
  package func holds(for other: RenderContext) -> Bool {
    baseURL == other.baseURL && changesAt.map { other.now < $0 } ?? true
      && changedAt.map { other.now >= $0 } ?? true
  }

  /// Notes how another response depends on the time.
  package mutating func note(_ other: RenderContext) {
    note(changesAt: other.changesAt)
    note(changedAt: other.changedAt)
    countsDown = countsDown || other.countsDown
  }

  /// Notes a future instant at which the response changes.
  public mutating func note(changesAt instant: Instant?) {
    guard let instant else { return }
    changesAt = min(changesAt ?? instant, instant)
  }

  /// Notes a past instant at which the response changed.
  public mutating func note(changedAt instant: Instant?) {
    guard let instant else { return }
    changedAt = max(changedAt ?? instant, instant)
  }
}
