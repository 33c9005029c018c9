/// Finds the topics that a title contains by the labels of a taxonomy.
///
/// A label of several words counts anywhere in the title, in the singular and in the plural. A
/// single word counts only if it is the topic's preferred label, of at least 5 bytes, or an
/// abbreviation in the same capitals: many other labels of one word ("search", "design") are
/// everyday words.
package struct TitleTopics {
  /// Maximum number of topics for a title.
  static let maximum = 8
  /// Maximum number of bytes of a title that are read.
  private static let maximumBytes = 500

  /// A label as the hashes of its words, so that matching a title takes a few microseconds.
  private struct Label {
    var words: [UInt64]
    var topic: Int64
  }

  /// The labels by their first words, the longest first.
  private var labels: [UInt64: [Label]] = [:]
  private var abbreviations: [UInt64: Int64] = [:]
  /// Whether a label may begin with a word, by the low bits of its hash: most words of titles begin
  /// none.
  private var beginnings = [Bool](repeating: false, count: 1 << 14)

  package init(_ taxonomy: [(topic: Int64, label: String, isOwnName: Bool)]) {
    for (topic, label, isOwnName) in taxonomy {
      let words = Self.words(label)
      // A label of symbols alone has no words.
      guard let first = words.first else { continue }
      if words.count > 1 || isOwnName && label.utf8.count > 4 {
        labels[first, default: []].append(Label(words: words, topic: topic))
        note(first)
      } else if let hash = Self.abbreviation(Array(label.utf8)[...]) {
        abbreviations[hash] = topic
        note(hash)
      }
    }
    labels = labels.mapValues { $0.sorted { $0.words.count > $1.words.count } }
  }

  private mutating func note(_ hash: UInt64) {
    beginnings[Int(hash & UInt64(beginnings.count - 1))] = true
  }

  private func mayBegin(_ hash: UInt64) -> Bool {
    beginnings[Int(hash & UInt64(beginnings.count - 1))]
  }

  /// Returns the topics in the order in which the title contains them, each once.
  package func topics(in title: String) -> [Int64] {
    var found: [Int64] = []
    func add(_ topic: Int64) {
      if !found.contains(topic), found.count < Self.maximum { found.append(topic) }
    }
    let bytes = Array(title.utf8.prefix(Self.maximumBytes))
    let words = Self.words(String(decoding: bytes, as: UTF8.self))
    var index = 0
    while index < words.count {
      let rest = words[index...]
      if mayBegin(words[index]),
        let label = labels[words[index]]?.first(where: { rest.starts(with: $0.words) })
      {
        add(label.topic)
        index += label.words.count
      } else {
        index += 1
      }
    }
    // In a title all in capitals, every word looks like an abbreviation.
    guard bytes.contains(where: { (0x61...0x7a).contains($0) }) else { return found }
    for word in bytes.split(whereSeparator: { !Self.isLetterOrDigit($0) }) where word.count > 1 {
      guard let hash = Self.abbreviation(word) else { continue }
      if mayBegin(hash), let topic = abbreviations[hash] {
        add(topic)
      } else if word.last == UInt8(ascii: "s"), let hash = Self.abbreviation(word.dropLast()),
        mayBegin(hash), let topic = abbreviations[hash]
      {
        add(topic)
      }
    }
    return found
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte & 0xdf)
  }

  /// Returns the hash of a word with at least two capitals, at most 8 bytes and only ASCII letters
  /// and digits; `nil` for any other word.
  private static func abbreviation(_ word: ArraySlice<UInt8>) -> UInt64? {
    guard word.count <= 8 else { return nil }
    var capitals = 0
    for byte in word {
      guard byte < 0x80, isLetterOrDigit(byte) else { return nil }
      if (0x41...0x5a).contains(byte) { capitals += 1 }
    }
    return capitals > 1 ? StableHash.of(word) : nil
  }

  /// Returns the hashes of the folded words in the singular.
  private static func words(_ text: String) -> [UInt64] {
    Array(Folding.fold(text).utf8).split(separator: UInt8(ascii: " ")).map { word in
      let isPlural =
        word.count > 3 && word.last == UInt8(ascii: "s")
        && word.dropLast().last != UInt8(ascii: "s")
      return StableHash.of(isPlural ? word.dropLast() : word)
    }
  }
}
