public import CatalogModel
import JSON
public import SQLite

/// An error in the data, or a doubtful value.
public struct Finding: Sendable, Equatable {
  /// `wrong` for an error, `doubtful` for a value that a person should check.
  public enum Severity: String, Sendable, CaseIterable { case wrong, doubtful }

  public var severity: Severity
  /// The code of the check, such as "ends-before-start".
  public var code: String
  /// The kind of the record, such as "conference"; "database" for the file itself.
  public var kind: String
  /// The slug of the record; for a deadline "CONFERENCE/DEADLINE", for the file empty.
  public var id: String
  /// The finding in one sentence, for people.
  public var message: String
  /// A shell command that corrects the data, once its dots are filled in.
  public var command: String
}

/// Checks a catalog and reports errors and doubtful values.
public struct CatalogCheck {
  /// Days after which an upcoming conference must be compared with its source again.
  public static let staleAfterDays = 180

  let connection: Connection
  let today: Day
  let mending: FixCommand
  let report: (Finding) -> Void

  /// Runs every check in one snapshot of the data and passes each finding to `report`.
  ///
  /// Commands name the database `database`; `nil` stands for the default one.
  public static func run(
    _ connection: Connection, now: Instant, database: String? = nil, report: (Finding) -> Void
  ) throws {
    try withoutActuallyEscaping(report) { report in
      let check = CatalogCheck(
        connection: connection, today: now.day(offset: 0),
        mending: FixCommand(connection, database: database), report: report)
      try check.checkFile()
      try check.checkDates()
      try check.checkPlaces()
      try check.checkDeadlines()
      try check.checkProgrammes()
      try check.checkCircles()
      try check.checkDuplicates()
      try check.checkSources()
    }
  }

  /// Reports a finding with the command that corrects it.
  func found(
    _ severity: Finding.Severity, _ code: String, _ kind: String, _ id: String, _ message: String,
    mend command: String
  ) {
    report(
      Finding(
        severity: severity, code: code, kind: kind, id: id, message: message, command: command))
  }

  /// Reports a finding that is corrected by importing members of the record.
  func found(
    _ severity: Finding.Severity, _ code: String, _ kind: String, _ id: String, _ message: String,
    state members: String
  ) throws {
    found(severity, code, kind, id, message, mend: try mending.setting(kind, id, members))
  }

  private func checkFile() throws {
    for finding in try connection.integrityCheck() {
      found(
        .wrong, "damaged-file", "database", "", finding,
        mend: "catalog restore \(FixCommand.gap)\(mending.database)")
    }
  }
}
