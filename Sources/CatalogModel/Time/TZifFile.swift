/// The version 2 or 3 data block of a TZif file (RFC 8536 section 3).
struct TZifFile {
  var transitions: [Int] = []
  /// The offset in force after each transition, in seconds east of UTC.
  var offsets: [Int] = []
  var firstOffset = 0
  /// The POSIX TZ rule for the time after the last transition.
  var footer = ""

  /// Fails if the bytes are not a TZif file of version 2 or later.
  init?(_ bytes: [UInt8]) {
    func number(_ position: Int, _ width: Int) -> Int {
      var value = bytes[position] & 0x80 != 0 ? -1 : 0
      for index in position..<position + width {
        value = value << 8 | Int(bytes[index])
      }
      return value
    }
    func counts(_ header: Int) -> [Int]? {
      guard header + 44 <= bytes.count, bytes[header..<header + 4].elementsEqual("TZif".utf8)
      else { return nil }
      let counts = (0..<6).map { number(header + 20 + $0 * 4, 4) }
      return counts.allSatisfy { (0...10_000).contains($0) } ? counts : nil
    }
    // The counts in order: isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt.
    guard let first = counts(0), bytes.count > 4, bytes[4] >= UInt8(ascii: "2") else { return nil }
    let second =
      44 + first[3] * 5 + first[4] * 6 + first[5] + first[2] * 8 + first[1] + first[0]
    guard let count = counts(second) else { return nil }
    let times = second + 44
    let types = times + count[3] * 8
    let infos = types + count[3]
    let end = infos + count[4] * 6 + count[5] + count[2] * 12 + count[1] + count[0]
    guard end < bytes.count, count[4] > 0 else { return nil }
    func utcOffset(_ type: Int) -> Int { number(infos + type * 6, 4) }
    firstOffset = utcOffset(0)
    for index in 0..<count[3] {
      let type = Int(bytes[types + index])
      guard type < count[4] else { return nil }
      transitions.append(number(times + index * 8, 8))
      offsets.append(utcOffset(type))
    }
    let rest = bytes[(end + 1)...].prefix { $0 != 0x0a }
    footer = String(decoding: rest, as: UTF8.self)
  }
}
