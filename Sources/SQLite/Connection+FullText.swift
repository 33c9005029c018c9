private import CSQLite

extension Connection {
  /// Adds the full-text rank function `weigh(table, count, weight, ...)`.
  ///
  /// Its result is an integer, higher for better hits: bit 46 if `count` terms of the query, more than
  /// one, stand side by side, the weights from bit 28, the number of occurrences in bits 4 to 11, and
  /// zeros.
  ///
  /// Each phrase of the query counts with the highest weight of the columns that contain it; if the
  /// terms stand side by side, with that of a column in which they do. In columns of negative weight,
  /// such as those of keywords, they count one by one. Unlike
  /// `bm25`, it does not use the lengths of documents, which would need a lookup for each hit.
  func addWeighing() {
    guard let api = csqlite_full_text(handle) else { return }
    _ = api.pointee.xCreateFunction(api, "weigh", nil, weigh, nil)
  }
}

/// Called by SQLite on the connection's queue, for each hit.
private func weigh(
  _ api: UnsafePointer<Fts5ExtensionApi>?, _ match: OpaquePointer?, _ result: OpaquePointer?,
  _ count: Int32, _ weights: UnsafeMutablePointer<OpaquePointer?>?
) {
  guard let api = api?.pointee else { return }
  var places: Int32 = 0
  guard api.xInstCount(match, &places) == SQLITE_OK else { return }
  func argument(_ index: Int32) -> Int64 {
    index < count ? sqlite3_value_int64(weights.flatMap { $0[Int(index)] }) : 1
  }
  let terms = argument(0)
  // A query has few phrases; further ones are not distinguished.
  var best: InlineArray<32, Int64> = .init(repeating: 0)
  var total: Int64 = 0
  var further: Int64 = 0
  var run = Run()
  var sideBySide: Int64 = 0
  for place in 0..<min(places, 64) {
    var phrase: Int32 = 0
    var column: Int32 = 0
    var offset: Int32 = 0
    guard api.xInst(match, place, &phrase, &column, &offset) == SQLITE_OK else { return }
    let signed = argument(column + 1)
    let weight = abs(signed)
    let index = Int(min(phrase, 31))
    further += weight
    if weight > best[index] {
      total += weight - best[index]
      best[index] = weight
    }
    run.add(column, offset, phrase: phrase, size: api.xPhraseSize(match, phrase))
    if terms > 1, signed > 0, run.length >= terms { sideBySide = max(sideBySide, weight * terms) }
  }
  let isPhrase: Int64 = sideBySide > 0 ? 1 : 0
  if isPhrase > 0 { total = sideBySide }
  sqlite3_result_int64(
    result, isPhrase << 46 | min(total, 1 << 17) << 28 | min(further / 4, 255) << 4)
}

/// Different phrases of a query that stand side by side in a column, in any order.
private struct Run {
  private(set) var length: Int64 = 0
  private var column: Int32 = -1
  private var start: Int32 = -1
  private var end: Int32 = -1
  /// A bit for each phrase of the run; those from the 64th on share one.
  private var phrases: UInt64 = 0

  mutating func add(_ column: Int32, _ offset: Int32, phrase: Int32, size: Int32) {
    // Another phrase that the same words match.
    if column == self.column, offset == start { return }
    let bit: UInt64 = 1 << UInt64(min(phrase, 63))
    let continues = column == self.column && offset == end && phrases & bit == 0
    length = continues ? length + 1 : 1
    phrases = continues ? phrases | bit : bit
    (self.column, start, end) = (column, offset, offset + size)
  }
}
