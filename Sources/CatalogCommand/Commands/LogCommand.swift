import Catalog
import CatalogAPI
import CatalogForm
import CatalogModel
import Glibc
import JSON

/// `catalog log`: shows the audit log.
enum LogCommand {
  static let subcommand = Subcommand(
    name: "log", summary: "Show who changed what, when and how",
    help: """
      usage: catalog log [RECORD] [OPTIONS]

      Lists the changes of all records, or of one RECORD such as conferences/vldb-2026, newest first.
      For each change it shows who made it and how, and each changed field with its value before and
      after. Reads the database, also while a server runs.

      exit status: 0 written; 1 failed; 64 invalid command line.
      """,
    flags: [
      .database,
      Flag(
        "--actor", "NAME",
        "only changes by this actor: the name of a token, import, seeds or restore"),
      Flag("--action", "A", "only changes with this action, such as conference.update"),
      Flag("--from", "TIME", "only changes made at or after this time, such as 2026-11-01 or -7d"),
      Flag("--to", "TIME", "only changes made at or before this time"),
      Flag("--limit", "N", "maximum number of changes to show, 1 to 10000 (default: 50)"),
      Flag("--json", "write one JSON object per line"),
    ],
    run: { flags in
      guard flags.positionals.count <= 1 else {
        throw UsageError("log takes one RECORD", command: "log")
      }
      var query = AuditQuery(limit: try flags.number("--limit", 1...10_000) ?? 50)
      query.actor = flags["--actor"]
      query.action = flags["--action"]
      (query.from, query.to) = try times(flags)
      if let path = flags.positionals.first {
        guard let record = RecordPath(path) else {
          throw UsageError(
            "RECORD must be a path such as conferences/vldb-2026, not \"\(path)\"", command: "log")
        }
        (query.kind, query.slug) = (record.kind, record.slug)
      }
      let store = try CatalogStore(reading: flags.database)
      var hasMore = true
      while hasMore, query.limit > 0 {
        let wanted = query
        let page = try store.readSync { try $0.history.audit(wanted) }
        for entry in page.entries {
          flags.has("--json") ? try Output.write(entry.json(showsAll: true) + [0x0a]) : show(entry)
        }
        query.before = page.entries.last?.position
        query.limit -= page.entries.count
        hasMore = page.hasMore
      }
      store.close()
      exit(0)
    })

  /// Returns the times of `--from` and `--to`, parsed as the parameters of /audit.
  private static func times(_ flags: Flags) throws(UsageError) -> (from: Instant?, to: Instant?) {
    let given = ["from", "to"].compactMap { name in
      flags["--\(name)"].map { (name: name, value: $0) }
    }
    let arguments = Arguments(
      given, path: "/audit",
      ["from", "to"].map { Parameter($0, .instant, "", example: "now") }, now: .now)
    let times = (from: arguments.instant("from"), to: arguments.instant("to", isEnd: true))
    if let mistake = arguments.mistakes.first {
      throw UsageError(
        "--\(mistake.parameter) must be \(mistake.expected), not \"\(mistake.value ?? "")\"",
        command: "log")
    }
    return times
  }

  private static func show(_ entry: AuditEntry) {
    let who = [entry.actor ?? "unknown", entry.via.map { "via \($0)" }].compactMap(\.self)
    Output.say("\(entry.at) revision \(entry.revision): \(entry.action) \(entry.path)")
    Output.say(
      "    \(who.joined(separator: " "))"
        + (entry.address.map { " from \($0)" } ?? "") + (entry.reason.map { ": \($0)" } ?? ""))
    for change in entry.changes {
      Output.say("    \(change.field): \(change.before.shortText) -> \(change.after.shortText)")
    }
  }
}
