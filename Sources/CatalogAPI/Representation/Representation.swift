import HTTP

/// A format of responses: its names, its purpose, and its encoder.
///
/// To add one, write a file for it and add it to `all`.
struct Representation: Sendable {
  enum Encoder: Sendable {
    /// The catalog's JSON: records with page, facets and links.
    case envelope
    /// The JSON objects of the records, without an envelope.
    case objects(@Sendable (ListMetadata) -> any ObjectForm)
    /// The records with the conferences that they belong to; `rows` encodes rows that are not
    /// records.
    case entries(
      @Sendable (ListMetadata) -> any ListEncoder, rows: (@Sendable (Rows) -> [UInt8])? = nil)
    /// A complete programme.
    case programme(@Sendable (Timetable) -> [UInt8])
    /// An HTML page.
    case page
  }

  /// The order of a list if the request has no `sort`.
  enum Order: Sendable {
    /// Current and upcoming records first.
    case aheadFirst
    case byTime
    case latestChangeFirst
  }

  /// The unique value of `format=`.
  let name: String
  /// The extension of a path, for example "ics" in "/conferences.ics".
  let fileExtension: String
  let mediaType: MediaType
  /// The text of links to it.
  let label: String
  /// The purpose of the representation, as a text for readers.
  let purpose: String
  let encoder: Encoder
  /// Whether it shows only records with times.
  ///
  /// For a record without one, it shows those that belong to it.
  var needsTime = false
  /// Whether `fields` may name columns of tables that are not members of records.
  var hasColumns = false
  var order = Order.aheadFirst
  /// Maximum number of records if the request has no `limit`; nil for all.
  var defaultLimit: Int?
  /// Whether it adds the last changes of each record.
  var addsChanges = false
  /// Adds the number of records that it cannot show to a complete response.
  var mentionSkipped: (@Sendable (_ count: Int, ListMetadata, inout [UInt8]) -> Void)?
  /// Whether HTML pages link to it in their heads, for programs that follow such links.
  var isAnnounced = true
  /// Whether clients can request ranges of its bytes.
  var hasRanges = false
  /// Header fields of its responses.
  var fields = Fields()

  init(
    _ name: String, extension fileExtension: String? = nil, _ mediaType: MediaType, label: String,
    _ purpose: String, encoder: Encoder
  ) {
    self.name = name
    self.fileExtension = fileExtension ?? name
    self.mediaType = mediaType
    self.label = label
    self.purpose = purpose
    self.encoder = encoder
  }

  /// All representations, in order of preference.
  static let all: [Representation] = [
    json, csv, ndjson, ics, atom, jsonld, html, scheduleJSON, scheduleXML,
  ]

  /// The media type without parameters.
  var typeName: String { "\(mediaType.type)/\(mediaType.subtype)" }

  var isPage: Bool { if case .page = encoder { true } else { false } }
  var isEnvelope: Bool { if case .envelope = encoder { true } else { false } }

  /// Returns a writer of one list; nil unless the representation encodes entries.
  func writer(_ head: ListMetadata) -> (any ListEncoder)? {
    if case .entries(let make, _) = encoder { make(head) } else { nil }
  }
}

extension Representation: Hashable {
  static func == (one: Representation, other: Representation) -> Bool { one.name == other.name }

  func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension [Representation] {
  /// Returns the representation that an extension of the path names.
  ///
  /// The last one with the extension counts: `schedule.json` is the format that programs know by
  /// that name, not the envelope.
  func named(byExtension name: String) -> Representation? {
    last { $0.fileExtension == name }
  }
}
