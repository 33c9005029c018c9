private import CSQLite

extension Connection {
  /// Adds the full-text function `weigh(table, weight, ...)`, which returns how well a match fits.
  ///
  /// It is a whole number below 2^46, the higher the better: the weights from bit 28 on, and how
  /// often the words occur in bits 4 to 11; the other bits are zero.
  ///
  /// Each phrase of the question counts the weight of the heaviest column in which it is found. Unlike `bm25` it does not ask for the lengths of
  /// documents, which costs a look-up for each match.
  func addWeighing() {
    guard let api = csqlite_full_text(handle) else { return }
    _ = api.pointee.xCreateFunction(api, "weigh", nil, weigh, nil)
  }
}

/// Called by SQLite on the connection's queue, for each match.
private func weigh(
  _ api: UnsafePointer<Fts5ExtensionApi>?, _ match: OpaquePointer?, _ result: OpaquePointer?,
  _ count: Int32, _ weights: UnsafeMutablePointer<OpaquePointer?>?
) {
  guard let api = api?.pointee else { return }
  var places: Int32 = 0
  guard api.xInstCount(match, &places) == SQLITE_OK else { return }
  // A question has few phrases; those beyond are not told apart.
  var best: InlineArray<32, Int64> = .init(repeating: 0)
  var total: Int64 = 0
  var further: Int64 = 0
  for place in 0..<min(places, 64) {
    var phrase: Int32 = 0
    var column: Int32 = 0
    var offset: Int32 = 0
    guard api.xInst(match, place, &phrase, &column, &offset) == SQLITE_OK else { return }
    let weight = column < count ? sqlite3_value_int64(weights.flatMap { $0[Int(column)] }) : 1
    let index = Int(min(phrase, 31))
    further += weight
    if weight > best[index] {
      total += weight - best[index]
      best[index] = weight
    }
  }
  sqlite3_result_int64(result, min(total, 1 << 17) << 28 | min(further / 4, 255) << 4)
}
