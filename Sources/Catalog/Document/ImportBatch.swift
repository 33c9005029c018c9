public import CatalogModel

/// What one source holds: its records, who they are there, and what was wrong with it.
///
/// A batch is what the reader of a format hands to whoever merges it into the catalog, and what is
/// merged whole or not at all. The slugs in `document` are provisional: they are unique in the
/// batch, well-formed, derived from the data alone, and so the same at every reading; its records
/// refer to each other by them. Whoever merges finds the record of the catalog that is meant by
/// `externalIDs` first, then by series and year (conferences), by slug, and takes the provisional
/// slug for what is new. A record that the same system already calls otherwise, in the same scope,
/// is another one, whatever its slug (two series are called FSE). Topics are named by their folded
/// label: "machine-learning" means the topic that has this label or other label, and is a new one,
/// as it stands in `document.topics`, only where there is none; one that does not stand there (the
/// keywords of papers) is to be linked where the catalog knows it, and dropped where it does not. Where the attribution of a record
/// names fields, the batch says nothing of the others, whatever stands in them.
public struct ImportBatch: Sendable {
  /// Who says it; the `sources` of its series, conferences and deadlines name it.
  ///
  /// Nil for the catalog's own form, whose records carry their sources themselves.
  public var source: Source?
  /// The file or folder that was read, as it was named to the reader.
  public var origin: String
  public var document: CatalogDocument
  /// How the source calls the records; what has no stable name there is not in it.
  public var externalIDs: [ExternalID]
  /// The conferences whose whole programme this is; empty for lists.
  ///
  /// Sessions, tracks and rooms of theirs that came from this source earlier, with an external id
  /// of the same system and scope, and are not in the batch, were removed.
  /// What a list does not mention was not removed: lists drop what is past. The topics in a list
  /// are what is said there, not the whole set: they add to the catalog's.
  public var completeProgrammes: [String]
  /// Whether the format itself says that such a file is a whole programme.
  ///
  /// Where it does not, as with calendars, what is missing is taken to be gone only if most of what
  /// was known is there: another calendar of the same conference has none of it.
  public var isSurelyWhole = true
  /// The slug of the catalog's conference that the person who imports says that this is of.
  public var namedConference: String?
  /// The events that the source calls off without saying anything else of them.
  public var cancellations: [Cancellation] = []
  /// Whether records that the catalog has are left as they are, as those of its own calendars, feeds
  /// and schedules, which hold a part of each.
  public var addsOnly = false
  /// Whether it is a table of the catalog's own, which names topics and series, and says nothing of
  /// some members of a conference.
  public var isOwnTable = false
  /// Conferences of which the batch says no more than that they exist, or some deadlines; for each
  /// of these deadlines, in their order, the members that it states.
  public var deadlineHolders: [String: [Set<String>]] = [:]
  public var problems: [ImportProblem]
  /// What was found in the source, by its own words ("events", "papers"), read or skipped.
  public var counts: [String: Int]
  /// How many files the batch was read from.
  public var fileCount = 1
  /// How many values were read: members, cells or properties that are not empty.
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

/// An event that a calendar calls off (METHOD:CANCEL, RFC 5546 section 3.2.5).
public struct Cancellation: Sendable, Hashable {
  public var uid: String
  /// The time that is called off, of those of a recurring event; nil for all.
  public var time: String?
  /// The scopes in which the identifier is looked for first.
  public var scopes: [String]

  public init(uid: String, time: String?, scopes: [String]) {
    self.uid = uid
    self.time = time
    self.scopes = scopes
  }
}

/// How a system calls a record; the value is unique only within system and scope.
public struct ExternalID: Sendable, Hashable {
  public var kind: RecordKind
  /// The record's slug in the batch; a deadline's is "<conference>/<deadline>".
  public var slug: String
  /// "ccf", "hf", "frab", "pretalx", "miniconf", "ics", ...
  public var system: String
  /// The part of the source in which the value is unique: "AI/icml.yml", "fosdem-2026"; it does not
  /// change with the place where the file lies.
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

/// Something in a source that is wrong, or that the catalog cannot hold.
public struct ImportProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// How much of the file a problem costs, in ascending order.
  ///
  /// Nothing that a reader does not understand may go in as a fact, or be lost without a problem:
  /// - A value that is kept as text, or something else to know, is a `notice`.
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
    /// A value was left out; the rest of its record is in the batch.
    case dropped
    /// The record was left out.
    case skipped
    /// The file could not be read; nothing of it is in the batch.
    case refused
  }

  public var severity: Severity
  public var file: String
  /// From 1, where the format has lines.
  public var line: Int?
  /// The place in a tree as a JSON Pointer: "/schedule/conference/days/0/rooms/Aula/3".
  public var path: String?
  public var reason: String
  /// The offending value, shortened.
  public var value: String?
  /// Whether it is one more fault of a record that is left out already.
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
    // A text of JSON has its quotes already.
    if let value { text += value.hasPrefix("\"") ? " (\(value))" : " (\"\(value)\")" }
    return text
  }
}
