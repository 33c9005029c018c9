package import CatalogModel
package import JSON

/// Data stored beside a record: its change stamp, its position among records of its kind, its
/// external IDs, and each source's latest claims about it.
///
/// An export carries it as the member "kept". A catalog that imports the export then recognises
/// sources that are imported again.
public struct RecordMetadata: Sendable, Equatable {
  /// The time of the last change, and the number of changes since the record was created.
  package struct Stamp: Sendable, Equatable {
    package var updatedAt: Instant
    package var sequence: Int

    package init(updatedAt: Instant, sequence: Int) {
      self.updatedAt = updatedAt
      self.sequence = sequence
    }
  }

  package struct StoredExternalID: Sendable, Equatable {
    package var system: String
    package var scope: String
    package var value: String

    package init(system: String, scope: String, value: String) {
      self.system = system
      self.scope = scope
      self.value = value
    }
  }

  /// A source's latest claims about the record in one of its files, as hashes; see `ClaimHashes`.
  package struct StoredClaims: Sendable, Equatable {
    package var source: String
    package var part: Int64
    package var fields: ClaimHashes

    package init(source: String, part: Int64, fields: ClaimHashes) {
      self.source = source
      self.part = part
      self.fields = fields
    }
  }

  /// Data stored beside one deadline of a conference.
  package struct KeptDeadline: Sendable, Equatable {
    /// `nil` if it equals the conference's stamp.
    package var stamp: Stamp?
    /// Former IDs of the deadline within the conference.
    package var formerIDs: [String] = []

    package init(stamp: Stamp? = nil, formerIDs: [String] = []) {
      self.stamp = stamp
      self.formerIDs = formerIDs
    }
  }

  package var stamp: Stamp?
  package var position: Int?
  package var names: [StoredExternalID] = []
  package var statements: [StoredClaims] = []
  /// Contradictions of sources that are not among the record's own members.
  package var issues: [DataIssue] = []
  /// Former slugs of the record.
  package var formerNames: [String] = []
  /// Data stored beside the conference's deadlines, by their current IDs.
  package var deadlines: [String: KeptDeadline] = [:]

  package init() {}
}

/// The identity of a record: its kind and its slug.
package struct RecordName: Hashable, Sendable {
  package var kind: RecordKind
  package var slug: String

  package init(kind: RecordKind, slug: String) {
    self.kind = kind
    self.slug = slug
  }
}

/// The position of a record in a document, among the records of its kind.
package struct RecordPlace: Hashable, Sendable {
  var kind: RecordKind
  var index: Int

  package init(kind: RecordKind, index: Int) {
    self.kind = kind
    self.index = index
  }
}

extension RecordMetadata {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      stamp?.write(to: &json)
      if let position { json.member("position", position) }
      if !names.isEmpty {
        json.list("ids", names) { json, name in
          json.object { json in
            json.member("system", name.system)
            json.member("scope", name.scope)
            json.member("id", name.value)
          }
        }
      }
      if !statements.isEmpty {
        json.list("said", statements) { json, statement in
          json.object { json in
            json.member("source", statement.source)
            json.member("file", Hexadecimal.text(UInt64(bitPattern: statement.part)))
            json.member("fields", statement.fields.entries.map(Hexadecimal.text).joined())
          }
        }
      }
      if !issues.isEmpty {
        json.list("data_issues", issues) { json, issue in
          json.object { json in
            json.member("field", issue.field)
            json.member("values", json: issue.values)
          }
        }
      }
      if !formerNames.isEmpty { json.member("formerly", formerNames) }
      if !deadlines.isEmpty {
        json.object("deadlines") { json in
          for (id, deadline) in deadlines.sorted(by: { $0.key < $1.key }) {
            json.object(id) { json in
              deadline.stamp?.write(to: &json)
              if !deadline.formerIDs.isEmpty { json.member("formerly", deadline.formerIDs) }
            }
          }
        }
      }
    }
  }

  /// Decodes the member "kept" of a record.
  init(_ reader: ObjectReader) {
    stamp = Stamp(reader)
    position = reader.integer("position")
    names = reader.list("ids") { id in
      StoredExternalID(
        system: id.required("system"), scope: id.string("scope") ?? "", value: id.required("id"))
    }
    statements = reader.list("said") { said in
      let fields = Hexadecimal.words(said.string("fields") ?? "")
      if fields == nil { said.report("fields", nil, "16 hexadecimal digits for each field") }
      return StoredClaims(
        source: said.slug("source"),
        part: Int64(bitPattern: Hexadecimal.words(said.string("file") ?? "")?.first ?? 0),
        fields: ClaimHashes(fields ?? []))
    }
    issues = reader.list("data_issues") { DataIssue($0) }
    formerNames = reader.strings("formerly") ?? []
    if let kept = reader.reader("deadlines") {
      for id in kept.names {
        guard let deadline = kept.reader(id) else { continue }
        deadlines[id] = KeptDeadline(
          stamp: Stamp(deadline), formerIDs: deadline.strings("formerly") ?? [])
      }
    }
    reader.reportUnread()
  }
}

extension RecordMetadata.Stamp {
  func write(to json: inout JSONWriter) {
    json.member("updated_at", updatedAt.description)
    if sequence > 0 { json.member("sequence", sequence) }
  }

  init?(_ reader: ObjectReader) {
    let sequence = reader.integer("sequence") ?? 0
    guard let time = ZonedInstant(reader, "updated_at") else { return nil }
    self.init(updatedAt: time.instant, sequence: sequence)
  }
}

/// Conversion between 64-bit words and text with 16 hexadecimal digits for each word.
enum Hexadecimal {
  static func text(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  /// Returns the words of a text; `nil` if the text is not a sequence of 16-digit words.
  static func words(_ text: String) -> [UInt64]? {
    let digits = Array(text.utf8)
    guard digits.count % 16 == 0 else { return nil }
    var words: [UInt64] = []
    for start in stride(from: 0, to: digits.count, by: 16) {
      let piece = String(decoding: digits[start..<start + 16], as: UTF8.self)
      guard let word = UInt64(piece, radix: 16), !piece.hasPrefix("+") else { return nil }
      words.append(word)
    }
    return words
  }
}
