import HTTP

extension Representation {
  static let json = Representation(
    "json", .json, label: "JSON", "JSON with page, facets and links", encoder: .envelope)

  static let ndjson: Representation = {
    var ndjson = Representation(
      "ndjson", MediaType("application", "x-ndjson"), label: "NDJSON",
      "one JSON object per line, for pipes and imports", encoder: .objects { _ in JSONLines() })
    ndjson.isAnnounced = false
    ndjson.hasRanges = true
    return ndjson
  }()
}

/// The JSON objects of the records, one per line.
struct JSONLines: ObjectForm {
  mutating func write(_ object: [UInt8], into bytes: inout [UInt8]) {
    bytes += object
    bytes.append(0x0a)
  }
}
