import HTTP

/// A format in which responses can be requested: what names it, what it is for, and its encoder.
///
/// A new one is its own file and a line in `all`.
struct Representation: Sendable {
  enum Encoder: Sendable {
    /// The catalog's own JSON: records with page, facets and links.
    case envelope
    /// The JSON objects of the records, one after the other.
    case objects(@Sendable (ListHead) -> any ObjectForm)
    /// The records with the conferences that they belong to; `rows` writes what is no record.
    case entries(
      @Sendable (ListHead) -> any RecordForm, rows: (@Sendable (Rows) -> [UInt8])? = nil)
    /// A whole programme.
    case programme(@Sendable (Timetable) -> [UInt8])
    /// A page for browsers.
    case page
  }

  /// The order of a list for which no `sort` is requested.
  enum Order: Sendable {
    /// What is ahead comes first.
    case aheadFirst
    case byTime
    case latestChangeFirst
  }

  /// The value of `format=`; unique.
  let name: String
  /// What stands behind the dot of a path: "ics" of "/conferences.ics".
  let fileExtension: String
  let mediaType: MediaType
  /// What links to it are called.
  let label: String
  /// What it is for, in words.
  let purpose: String
  let encoder: Encoder
  /// Shows only what has a time: of a record without one, the records with times that belong to it.
  var needsTime = false
  /// `fields` may name columns of tables, which are no members of records.
  var hasColumns = false
  var order = Order.aheadFirst
  /// The number of records if no `limit` is requested; nil for all.
  var defaultLimit: Int?
  /// Adds the last changes of each record.
  var addsChanges = false
  /// Puts the number of records that could not be shown into a whole response.
  var mentionSkipped: (@Sendable (_ count: Int, ListHead, inout [UInt8]) -> Void)?
  /// Pages link to it in their heads, for programs that follow such links.
  var isAnnounced = true
  /// Whether clients can read it by ranges of bytes.
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

  /// A writer of one list; nil unless the representation is made of records.
  func writer(_ head: ListHead) -> (any RecordForm)? {
    if case .entries(let make, _) = encoder { make(head) } else { nil }
  }
}

extension Representation: Hashable {
  static func == (one: Representation, other: Representation) -> Bool { one.name == other.name }

  func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension [Representation] {
  /// The one that an extension of the path names.
  ///
  /// The name of a file belongs to the format that programs know by it: `schedule.json` is no
  /// envelope.
  func named(byExtension name: String) -> Representation? {
    last { $0.fileExtension == name }
  }
}
