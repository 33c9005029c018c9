import CatalogModel
import JSON

/// Members of several kinds of record.
extension RecordMember {
  /// Returns a list of codes, stored in a table of its own.
  static func list(
    _ name: String, _ path: any WritableKeyPath<Record, [String]> & Sendable,
    formerNames: [String] = [], about description: String? = nil
  ) -> RecordMember {
    let property = StoredProperty(path)
    var member = RecordMember(
      Schema.Member(name, .names, description), Field(name, path, formerNames: formerNames.first),
      read: { reader, record in
        let name = reader.current(name, formerNames: formerNames)
        property.set(reader.strings(name) ?? [], in: &record)
      },
      write: { record, json, _ in json.member(name, property(record)) })
    member.cell = { property($0).json }
    return member
  }

  /// The conference that the record belongs to; `setName` gets its display name.
  static func conference(
    _ path: any WritableKeyPath<Record, String> & Sendable, about description: String? = nil,
    setName: @escaping @Sendable (inout Record, String) -> Void = { _, _ in }
  ) -> RecordMember {
    let property = StoredProperty(path)
    var member = RecordMember(
      Schema.Member("conference", .name, description),
      joined: ["slug", "acronym", "name", "year"].map { "conference.\($0)" },
      restore: { columns, record in
        property.set(columns.text() ?? "", in: &record)
        let (acronym, name) = (columns.text(), columns.text() ?? "")
        let year = Int.restored(from: columns.next())
        setName(&record, Conference.displayName(acronym, name, year))
      },
      read: { property.set($0.slug("conference"), in: &$1) },
      write: { record, json, _ in json.member("conference", property(record)) })
    member.cell = { property($0).json }
    return member
  }

  /// The slug of another record, whose table is joined by the member's name.
  static func reference(
    _ name: String, _ path: any WritableKeyPath<Record, String?> & Sendable,
    _ manner: Field<Record>.ConflictPolicy = .fact
  ) -> RecordMember {
    let property = StoredProperty(path)
    var member = RecordMember(
      Schema.Member(name, .orNull(.name)), Field(name, path, manner), joined: ["\(name).slug"],
      restore: { property.set($0.text(), in: &$1) },
      read: { property.set($0.string(name), in: &$1) },
      write: { record, json, _ in json.member(name, property(record)) })
    member.cell = { property($0).json }
    return member
  }

  /// The name of the record to which the member `reference` refers.
  static func referenceName(
    _ reference: String, _ path: any WritableKeyPath<Record, String?> & Sendable
  ) -> RecordMember {
    let name = "\(reference)_name"
    let property = StoredProperty(path)
    var member = RecordMember(
      Schema.Member(name, .orNull(.string)), joined: ["\(reference).name"],
      restore: { property.set($0.text(), in: &$1) },
      write: { if $2.showsOthers { $1.member(name, property($0)) } })
    member.cell = { property($0).json }
    return member
  }

  static func geo(_ path: any WritableKeyPath<Record, Coordinates?> & Sendable) -> RecordMember {
    RecordMember(
      Schema.Member("geo", .point), Field("geo", path, .wording),
      columns: ["latitude", "longitude"],
      store: { record in
        record[keyPath: path].map { [.real($0.latitude), .real($0.longitude)] } ?? [.null, .null]
      },
      restore: { columns, record in
        let (north, east) = (columns.number(), columns.number())
        guard let latitude = north, let longitude = east else { return }
        record[keyPath: path] = Coordinates(latitude: latitude, longitude: longitude)
      },
      read: { $1[keyPath: path] = Coordinates($0.reader("geo")) },
      write: { record, json, _ in json.geo(record[keyPath: path]) })
  }

  static func dates(
    _ path: any WritableKeyPath<Record, EventDates?> & Sendable, about description: String? = nil,
    isShown: @escaping @Sendable (Record) -> Bool = { _ in true }
  ) -> RecordMember {
    RecordMember(
      Schema.Member("dates", .orNull(.named("Dates")), description), Field("dates", path),
      columns: [
        "edtf", "date_text", "date_precision", "start_earliest", "start_latest", "end_earliest",
        "end_latest",
      ],
      store: { record in
        let dates = record[keyPath: path]
        let days = [dates?.startEarliest, dates?.startLatest, dates?.endEarliest, dates?.endLatest]
        return [dates?.edtf.column ?? .null, dates?.text.column ?? .null]
          + [dates.map { .text($0.precision) } ?? .null] + days.map { ($0?.description).column }
      },
      restore: { columns, record in
        let (edtf, text, precision) = (columns.text(), columns.text(), columns.text())
        let days = (columns.text(), columns.text(), columns.text(), columns.text())
        guard edtf != nil || text != nil else { return }
        record[keyPath: path] = EventDates(
          edtf: edtf, text: text, precision: precision, startEarliest: days.0, startLatest: days.1,
          endEarliest: days.2, endLatest: days.3)
      },
      read: { $1[keyPath: path] = EventDates($0, "dates") },
      write: { record, json, context in
        if context.isResponse || isShown(record) { json.dates("dates", record[keyPath: path]) }
      })
  }

  static func verification(
    _ path: any WritableKeyPath<Record, Verification> & Sendable
  ) -> RecordMember {
    RecordMember(
      Schema.Member("verification", .named("Verification")),
      columns: ["verification_state", "verification_checked_at", "verification_note"],
      store: { record in
        let verification = record[keyPath: path]
        return [
          .text(verification.state), verification.checkedAt.column, verification.note.column,
        ]
      },
      restore: { columns, record in
        record[keyPath: path] = Verification(
          state: columns.text() ?? "", checkedAt: columns.text(), note: columns.text())
      },
      read: { reader, record in
        record[keyPath: path] = reader.reader("verification").map { Verification($0) } ?? .none
      },
      write: { record, json, _ in json.verification(record[keyPath: path]) })
  }
}

extension Array {
  /// Returns the fields with those of these names last, in the order of the names.
  func ending<Record>(with names: [String]) -> [Field<Record>] where Element == Field<Record> {
    filter { !names.contains($0.name) } + names.compactMap { name in first { $0.name == name } }
  }
}
