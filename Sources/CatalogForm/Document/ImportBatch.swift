public import CatalogModel

/// The content of one input file: its records, their external IDs, and the problems found in it.
///
/// The reader of a file format produces a batch, which is merged as a whole or not at all.
///
/// The slugs in `document` are provisional. They are well-formed, unique in the batch and derived
/// from the data alone, so that each reading of the file yields the same ones. The batch's records
/// refer to each other by them. To find the stored record, the merge uses `externalIDs` first, then
/// series and year (for conferences), then the slug. A new record gets the provisional slug. A
/// record for which the same system has another external ID in the same scope is a different one,
/// even if the slug is the same (two series are called FSE).
///
/// Topics are found by their folded label: "machine-learning" means the topic with this label or
/// alternative label. If there is none, the merge adds the topic from `document.topics`. A topic
/// that is not listed there, such as a keyword of a paper, is linked if the catalog has it, and
/// dropped otherwise.
///
/// If the attribution of a record names fields, the batch claims nothing about its other fields,
/// whatever their values are.
public struct ImportBatch: Sendable {
  /// The source of the claims; the `sources` of its series, conferences and deadlines refer to it.
  ///
  /// `nil` for the native format, whose records carry their sources themselves.
  public var source: Source?
  /// The path of the file or folder, as it was given to the reader.
  public var origin: String
  public var document: CatalogDocument
  /// The source's identifiers of the records; a record without a stable identifier has none.
  public var externalIDs: [ExternalID]
  /// The conferences whose complete programme the batch holds; empty for lists.
  ///
  /// The merge removes their stored sessions, tracks and rooms that came from this source, with an
  /// external ID of the same system and scope, and that are missing from the batch.
  ///
  /// It keeps records that are missing from a list, since lists drop past events. It adds the topics
  /// in a list to those that the catalog has.
  public var completeProgrammes: [String]
  /// Whether the file format itself implies that such a file is a complete programme.
  ///
  /// If it does not, as for calendars, missing records count as removed only if most of the stored
  /// ones are present: another calendar of the same conference has none of them.
  public var isSurelyWhole = true
  /// The slug of the stored conference that the batch is about, according to the person who imports
  /// it.
  public var namedConference: String?
  /// The provisional slugs of conferences that the file itself states, such as in a column of IDs
  /// or as the acronym of a programme; they can be former IDs.
  public var statedConferences: Set<String> = []
  /// The events that the source cancels without further data about them.
  public var cancellations: [Cancellation] = []
  /// Whether stored records stay unchanged, as for the catalog's own calendars, feeds and
  /// schedules, which hold only some members of each record.
  public var addsOnly = false
  /// Whether the batch is a table that the catalog wrote: it names topics and series, and lacks
  /// some members of a conference.
  public var isOwnTable = false
  /// Records that responses and tables of the catalog name beside those that they contain; the merge
  /// adds those that the catalog lacks.
  public var named = CatalogDocument()
  /// Whether the records come from a response of a catalog, whose other references may be unknown
  /// here.
  public var isResponse = false
  /// Conferences of which the batch has only the identity or some deadlines: for each deadline, in
  /// their order, the members that it states.
  public var deadlineHolders: [String: [Set<String>]] = [:]
  public var problems: [ImportProblem]
  /// The numbers of items in the file, read or skipped, by the format's own terms ("events",
  /// "papers").
  public var counts: [String: Int]
  /// The number of files that the batch was read from.
  public var fileCount = 1
  /// The number of values that were read: members, cells or properties that are not empty.
  public var valueCount = 0

  public init(source: Source?, origin: String) {
    self.source = source
    self.origin = origin
    document = CatalogDocument()
    externalIDs = []
    completeProgrammes = []
    problems = []
    counts = [:]
  }
}

/// An event that a calendar cancels (METHOD:CANCEL, RFC 5546 section 3.2.5).
public struct Cancellation: Sendable, Hashable {
  public var uid: String
  /// The cancelled instance of a recurring event (its RECURRENCE-ID); `nil` for all instances.
  public var time: String?
  /// The scopes in which to look for the UID first.
  public var scopes: [String]

  public init(uid: String, time: String?, scopes: [String]) {
    self.uid = uid
    self.time = time
    self.scopes = scopes
  }
}

/// A source's identifier of a record.
///
/// Its value is unique only within system and scope.
public struct ExternalID: Sendable, Hashable {
  public var kind: RecordKind
  /// The record's slug in the batch; for a deadline "<conference>/<deadline>".
  public var slug: String
  /// "ccf", "hf", "frab", "pretalx", "miniconf", "ics", ...
  public var system: String
  /// The part of the source in which the value is unique: "AI/icml.yml", "fosdem-2026".
  ///
  /// It does not depend on the directory of the file.
  public var scope: String
  public var value: String

  public init(kind: RecordKind, slug: String, system: String, scope: String, value: String) {
    self.kind = kind
    self.slug = slug
    self.system = system
    self.scope = scope
    self.value = value
  }
}

/// An error in an input file, or a value that the catalog cannot hold.
public struct ImportProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// The extent of the loss, in ascending order.
  ///
  /// A reader must not store a value that it does not understand, nor drop one without reporting a
  /// problem:
  /// - A value that is kept as text, or other information, is a `notice`.
  /// - A value that was interpreted although the file leaves it open is an `assumption`; the reason
  ///   says what was assumed.
  /// - A value that the catalog cannot hold is `dropped`; the reason says what is accepted.
  /// - A record that makes no sense without such a value is `skipped`.
  ///
  /// `--strict` refuses a file with an assumption or a skipped record. A dropped value or a skipped
  /// record makes the exit status 2.
  public enum Severity: String, Sendable, CaseIterable {
    /// Nothing is lost.
    case notice
    /// A value was interpreted by an assumption.
    case assumption
    /// A value was dropped; the rest of its record is in the batch.
    case dropped
    /// The record is not in the batch.
    case skipped
    /// The file could not be read; nothing in it is in the batch.
    case refused
  }

  public var severity: Severity
  public var file: String
  /// The line, from 1; `nil` if the format has no lines.
  public var line: Int?
  /// A JSON Pointer into a tree: "/schedule/conference/days/0/rooms/Aula/3".
  public var path: String?
  public var reason: String
  /// The offending value, shortened to 80 characters.
  public var value: String?
  /// Whether it is a further error of a record that is skipped already.
  public var isOneMore = false

  public init(
    _ severity: Severity, file: String, line: Int? = nil, path: String? = nil, reason: String,
    value: String? = nil
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.path = path
    self.reason = reason
    self.value = value.map { $0.count > 80 ? $0.prefix(79) + "…" : $0 }
  }

  public var description: String {
    var text = file
    if let line { text += ":\(line)" }
    if let path, !path.isEmpty { text += " \(path)" }
    text += ": \(reason)"
    // A JSON text has its own quotes.
    if let value { text += value.hasPrefix("\"") ? " (\(value))" : " (\"\(value)\")" }
    return text
  }
}
