import Catalog
import CatalogImport
import CatalogModel
import Glibc

/// `catalog import`: merges files of the field's formats into the catalog.
enum ImportCommand {
  static let subcommand = Subcommand(
    name: "import", summary: "merges files, folders or standard input into the catalog",
    help: """
      usage: catalog import SOURCE... [OPTIONS]

      Reads each SOURCE, a file, a folder with all below it, or - for standard input, and merges it
      into the database, which is made, migrated and seeded where it is not there. A server may run
      on the same file.

      Every file (or folder of files that belong together) is one transaction: it is merged whole or
      not at all, also when the program is killed. The same file a second time changes nothing.
      What differs between sources is kept and shown by `catalog check`; an edit by hand is never
      overwritten by an older or emptier value. What has gone from a whole programme is removed.

      Problems are reported on standard error with their file, line or path, the reason and the
      value: "notice" for what is kept as text or good to know, "assumption" for a value that was
      interpreted although the file leaves it open, "dropped" for a value that was left out,
      "skipped" for a record that was left out, "refused" for a file that was left out. A folder
      in which no file has a known format is refused. At the end the command prints how many
      files, records and values were read, skipped, and interpreted by an assumption.

      formats:
      \(formats)

      exit status:
        0   everything was read; there may be notices and assumptions
        1   the database or a SOURCE cannot be opened, or a write failed
        2   a file, record or value was left out, and the rest is in
        64  the command line makes no sense
      """,
    flags: [
      Flag(
        name: "--format", placeholder: "F",
        help: "one of the formats below; told by the content if not given"),
      .database, .noSeed,
      Flag(name: "--dry-run", help: "prints what would change, field by field; writes nothing"),
      Flag(
        name: "--strict",
        help: "refuses a file with an assumption or a skipped record: nothing of it is imported"),
      Flag(
        name: "--conference", placeholder: "SLUG",
        help: "the conference that a programme is of, where its file does not tell"),
      Flag(
        name: "--time-zone", placeholder: "ZONE",
        help: "the IANA zone of times that have none of their own"),
      Flag(
        name: "--max-recurrences", placeholder: "N",
        help: "maximum number of times that are read of one recurring event of a calendar, 1 to"
          + " 10000 (default: \(ImportParameters().maximumTimes))"),
      Flag(
        name: "--date-order", placeholder: "dmy|mdy|ymd",
        help: "the order of dates in digits in CSV files; decided by each file if not given"),
      Flag(
        name: "--source", placeholder: "SLUG",
        help: "who says it, where that is not the format's known source"),
      Flag(
        name: "--lock-timeout", placeholder: "SECONDS",
        help: "seconds to wait while another process writes to the database (default: 60)"),
      Flag(name: "--verbose", help: "shows every notice"),
    ],
    run: run)

  private static let formats = ImportFormat.all.map { format in
    let gap = String(repeating: " ", count: max(2, 18 - format.name.count))
    return "  \(format.name)\(gap)\(format.about)"
  }.joined(separator: "\n")

  private static func run(_ flags: Flags) throws -> Never {
    guard !flags.positionals.isEmpty else {
      throw UsageError("import needs a SOURCE", command: "import")
    }
    let format = try format(flags["--format"])
    var parameters = ImportParameters(
      conference: flags["--conference"], timeZone: flags["--time-zone"])
    if let zone = parameters.timeZone, (try? TimeZoneRules(named: zone)) == nil {
      throw UsageError("there is no time zone \"\(zone)\"", command: "import")
    }
    for name in ["--source", "--conference"] {
      guard let slug = flags[name], !Slug.isValid(slug) else { continue }
      throw UsageError("\(name) must be lower-case words joined by hyphens", command: "import")
    }
    if let name = flags["--date-order"] {
      guard let order = DateOrder(rawValue: name) else {
        throw UsageError("--date-order must be dmy, mdy or ymd", command: "import")
      }
      parameters.dateOrder = order
    }
    parameters.source = flags["--source"].map { Source(id: $0, title: $0) }
    if let times = try flags.number("--max-recurrences", 1...10_000, command: "import") {
      parameters.maximumTimes = times
    }
    let lockTime = try flags.seconds("--lock-timeout", 0...86_400, command: "import") ?? 60
    // Nothing is written before all sources have been found.
    let sources = try flags.positionals.map { try SourceFiles.find($0) }
    let database = try ImportDatabase(
      flags.database, seed: flags.seeds, dryRun: flags.has("--dry-run"),
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
        "there is no format \"\(name)\" (there is \(names.joined(separator: ", ")))", meant: name,
        among: names, command: "import")
    }
    return format
  }
}
