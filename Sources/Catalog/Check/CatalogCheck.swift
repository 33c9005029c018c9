import JSON
public import SQLite

/// Something in the data that is wrong or doubtful.
public struct Finding: Sendable, Equatable {
  public enum Severity: String, Sendable, CaseIterable { case wrong, doubtful }

  public var severity: Severity
  /// Which check found it: "ends-before-start".
  public var code: String
  /// The record: its table and its slug.
  public var kind: String
  public var id: String
  /// What is the matter, in words.
  public var message: String
  /// A command or request that mends it or shows what is to be decided.
  public var command: String
}

/// Reads a catalog and reports what is wrong or doubtful in its data.
public struct CatalogCheck {
  /// How long a record of an event to come may go without a look at its source.
  public static let staleAfterDays = 180

  let connection: Connection
  let today: Day
  /// Where the commands of findings shall ask.
  let base: String
  let report: (Finding) -> Void

  /// Runs every check within one snapshot and gives each finding to `report`.
  public static func run(
    _ connection: Connection, now: Instant, base: String = "http://localhost:8080",
    report: (Finding) -> Void
  ) throws {
    try withoutActuallyEscaping(report) { report in
      let check = CatalogCheck(
        connection: connection, today: now.day(offset: 0), base: base, report: report)
      try check.checkFile()
      try check.checkDates()
      try check.checkPlaces()
      try check.checkDeadlines()
      try check.checkProgrammes()
      try check.checkDuplicates()
      try check.checkSources()
    }
  }

  /// Reports a finding that is shown by a request.
  func found(
    _ severity: Finding.Severity, _ code: String, _ kind: String, _ id: String, _ message: String,
    show path: String? = nil
  ) {
    let path = path ?? Self.path(kind, id)
    report(
      Finding(
        severity: severity, code: code, kind: kind, id: id, message: message,
        command: "curl '\(base)\(path)'"))
  }

  /// Reports a finding with the record that, piped into an import, mends it once its dots are filled.
  func found(
    _ severity: Finding.Severity, _ code: String, conference id: String, name: String,
    _ message: String, mend member: String
  ) {
    let record =
      #"{"type":"conference","id":"\#(id)","name":\#(FieldText.of(.string(name))),\#(member)}"#
    report(
      Finding(
        severity: severity, code: code, kind: "conference", id: id, message: message,
        command: "echo '\(record.replacingQuotes)' | catalog import - --format ndjson"))
  }

  private static func path(_ kind: String, _ id: String) -> String {
    switch kind {
    case "conference": "/conferences/\(id)?pretty"
    case "series": "/series/\(id)?pretty"
    default: "/\(kind)s/\(id)?pretty"
    }
  }

  private func checkFile() throws {
    for finding in try connection.integrityCheck() {
      report(
        Finding(
          severity: .wrong, code: "damaged-file", kind: "database", id: "", message: finding,
          command: "catalog restore BACKUP"))
    }
  }
}
