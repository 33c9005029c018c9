public import CatalogModel
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
  /// A command that mends it, once its dots are filled in.
  public var command: String
}

/// Reads a catalog and reports what is wrong or doubtful in its data.
public struct CatalogCheck {
  /// How long a record of an event to come may go without a look at its source.
  public static let staleAfterDays = 180

  let connection: Connection
  let today: Day
  let mending: Mending
  let report: (Finding) -> Void

  /// Runs every check within one snapshot and gives each finding to `report`.
  ///
  /// Commands name the database as `database` does; nil stands for the usual one.
  public static func run(
    _ connection: Connection, now: Instant, database: String? = nil, report: (Finding) -> Void
  ) throws {
    try withoutActuallyEscaping(report) { report in
      let check = CatalogCheck(
        connection: connection, today: now.day(offset: 0),
        mending: Mending(connection, database: database), report: report)
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

  /// Reports a finding with the command that mends it.
  func found(
    _ severity: Finding.Severity, _ code: String, _ kind: String, _ id: String, _ message: String,
    mend command: String
  ) {
    report(
      Finding(
        severity: severity, code: code, kind: kind, id: id, message: message, command: command))
  }

  /// Reports a finding that is mended by stating members of the record.
  func found(
    _ severity: Finding.Severity, _ code: String, _ kind: String, _ id: String, _ message: String,
    state members: String
  ) throws {
    found(severity, code, kind, id, message, mend: try mending.stating(kind, id, members))
  }

  private func checkFile() throws {
    for finding in try connection.integrityCheck() {
      found(
        .wrong, "damaged-file", "database", "", finding,
        mend: "catalog restore \(Mending.gap)\(mending.database)")
    }
  }
}
