import Catalog
import CatalogImport
import CatalogModel
import Glibc

/// `catalog import`: merges files of the field's formats into the catalog.
enum ImportCommand {
  static let subcommand = Subcommand(
    name: "import", summary: "Merge files, folders or standard input into the catalog",
    help: """
      usage: catalog import PATH... [OPTIONS]

      Reads each PATH, which is a file, a folder with everything below it, or - for standard input,
      and merges it into the database. Creates, migrates and seeds the database if it does not
      exist. A server can run on the same database meanwhile.

      Each file (or group of files that belong together) is one transaction: it is merged completely
      or not at all, even if the program is killed. Importing the same file again changes nothing.
      Contradictions between sources are kept, and `catalog check` shows them. An older or emptier
      value never overwrites an edit. Sessions that a complete programme no longer has are removed.

      Problems are reported on standard error with their file, line or path, the reason and the
      value. "notice": a value was kept as text, or something is worth knowing; "assumption": the
      file leaves the meaning of a value open, and the import chose one; "dropped": a value was
      omitted; "skipped": a record was omitted; "refused": a file was omitted, or a folder without
      any file in a known format. At the end the command prints how many files, records and values
      it read, how many it skipped, and how many values it read by an assumption.

      formats:
      \(formats)

      exit status:
        0   everything was read; there may be notices and assumptions
        1   the database or a PATH cannot be opened, or a write failed
        2   a file, record or value was skipped; the rest was imported
        64  invalid command line
      """,
    flags: [
      Flag("--format", "F", "file format, one of those above (default: recognized by the content)"),
      .database, .noSeed,
      Flag("--dry-run", "print what would change, field by field, and write nothing"),
      Flag("--strict", "refuse each file with an assumption or a skipped record"),
      Flag("--conference", "ID", "ID of the conference of a programme, if its file does not say"),
      Flag("--time-zone", "ZONE", "IANA time zone for times without a zone of their own"),
      Flag(
        "--max-recurrences", "N",
        "maximum number of sessions to read from one recurring event of a calendar, 1 to"
          + " 10000 (default: \(ImportParameters().maximumTimes))"),
      Flag(
        "--date-order", "dmy|mdy|ymd",
        "order of day, month and year in numeric dates of CSV files (default: decided by the dates of"
          + " each file)"),
      Flag(
        "--source", "ID",
        "ID of the source to record for the imported data (default: the source known for the"
          + " file format)"),
      Flag(
        "--lock-timeout", "SECONDS",
        "maximum seconds to wait while another process writes to the database, 0 to 86400 (default:"
          + " 60)"),
      Flag("--verbose", "show every notice (default: the first 20 of each kind)"),
    ],
    run: run)

  private static let formats = ImportFormat.all.map { format in
    let gap = String(repeating: " ", count: max(2, 18 - format.name.count))
    return "  \(format.name)\(gap)\(format.about)"
  }.joined(separator: "\n")

  private static func run(_ flags: Flags) throws -> Never {
    guard !flags.positionals.isEmpty else {
      throw UsageError("import needs a PATH", command: "import")
    }
    let format = try format(flags["--format"])
    var parameters = ImportParameters(
      conference: flags["--conference"], timeZone: flags["--time-zone"])
    if let zone = parameters.timeZone, (try? TimeZoneRules(named: zone)) == nil {
      throw UsageError(
        "--time-zone must be an IANA time zone such as Europe/Vienna, not \"\(zone)\"",
        command: "import")
    }
    for name in ["--source", "--conference"] {
      guard let slug = flags[name], !Slug.isValid(slug) else { continue }
      throw UsageError(
        "\(name) must be an ID, lower-case words joined by hyphens, not \"\(slug)\"",
        command: "import")
    }
    if let name = flags["--date-order"] {
      guard let order = DateOrder(rawValue: name) else {
        throw UsageError("--date-order must be dmy, mdy or ymd, not \"\(name)\"", command: "import")
      }
      parameters.dateOrder = order
    }
    parameters.source = flags["--source"].map { Source(id: $0, title: $0) }
    if let times = try flags.number("--max-recurrences", 1...10_000) {
      parameters.maximumTimes = times
    }
    let lockTime = try flags.number("--lock-timeout", 0...86_400, unit: "of seconds ") ?? 60
    // All input files are found before the first one is written.
    let sources = try flags.positionals.map { try InputFiles.find($0) }
    let database = try ImportDatabase(
      flags.database, seed: try flags.seeds(), dryRun: flags.has("--dry-run"),
      lockTime: .seconds(lockTime))
    let importer = Importer(
      database, format: format, parameters: parameters, isStrict: flags.has("--strict"),
      isVerbose: flags.has("--verbose"))
    for source in sources { try importer.read(source) }
    database.close()
    importer.finish()
    exit(importer.isComplete ? 0 : 2)
  }

  private static func format(_ name: String?) throws(UsageError) -> ImportFormat? {
    guard let name else { return nil }
    guard let format = ImportFormat.named(name) else {
      let names = ImportFormat.all.map(\.name)
      throw UsageError(
        "unknown file format \"\(name)\"; the formats are \(names.joined(separator: ", "))",
        meant: name,
        among: names, command: "import")
    }
    return format
  }
}
