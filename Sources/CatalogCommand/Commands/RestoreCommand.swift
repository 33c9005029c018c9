import Catalog
import Glibc

/// `catalog restore`: checks a backup and replaces the content of the database with it.
enum RestoreCommand {
  static let subcommand = Subcommand(
    name: "restore", summary: "Check a backup and replace the content of the database with it",
    help: """
      usage: catalog restore BACKUP [OPTIONS]

      Checks that BACKUP is a complete catalog: its integrity, its references, its application ID
      and its schema. Accepts a backup with an older schema and migrates a copy of it. Then replaces
      the content of the database in one transaction. A server can run meanwhile: it shows the old
      data until the commit, and the restored data within a second after it. If BACKUP fails a
      check, the command fails and leaves the database alone. It never writes to BACKUP.

      The restored catalog gets a revision greater than that of the database and of BACKUP, so that
      clients do not mistake cached responses for current ones. If the database itself is damaged,
      stop the server, move the database and its -wal and -shm files away, and restore again.

      exit status: 0 restored; 1 failed, the database is unchanged; 64 invalid command line.
      """,
    flags: [.database],
    run: { flags in
      guard flags.positionals.count == 1 else {
        throw UsageError("restore needs one BACKUP", command: "restore")
      }
      let revision = try CatalogRestore.restore(flags.positionals[0], to: flags.database)
      Console.say("restored \(flags.database) as revision \(revision)")
      exit(0)
    })
}
