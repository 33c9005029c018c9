import Catalog
import Glibc

/// `catalog restore`: brings a backup back, after a check.
enum RestoreCommand {
  static let subcommand = Subcommand(
    name: "restore", summary: "checks a backup and puts it in the place of the database",
    help: """
      usage: catalog restore BACKUP [OPTIONS]

      Checks that BACKUP is a whole catalog (integrity, references, the application's id, a
      schema that this program knows; an older one is brought up to date in the copy), and then
      replaces the content of the database as one transaction. A server may run meanwhile: it shows
      the old data until the commit, and the restored data within a second after it. A file that
      fails a check is refused, and the database stays as it was. BACKUP itself is only read.

      The restored catalog gets a revision greater than both, so that nothing cached is mistaken for
      it. Where the database is damaged itself, stop the server, move the database and the files
      that end in -wal and -shm beside it away, and restore again.

      exit status: 0 restored; 1 refused, nothing is changed; 64 the command line makes no sense.
      """,
    flags: [.database],
    run: { flags in
      guard flags.positionals.count == 1 else {
        throw UsageError("restore needs one FILE", command: "restore")
      }
      let revision = try CatalogRestore.restore(flags.positionals[0], to: flags.database)
      Console.say("restored \(flags.database) as revision \(revision)")
      exit(0)
    })
}
