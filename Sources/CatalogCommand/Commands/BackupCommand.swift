import Catalog
import Glibc

/// `catalog backup`: copies the database while it is in use.
enum BackupCommand {
  static let subcommand = Subcommand(
    name: "backup", summary: "Copy the database to a file, also while a server runs",
    help: """
      usage: catalog backup FILE [OPTIONS]

      Copies the database, as of one moment, to FILE. FILE appears only when the copy is complete,
      and needs no other file beside it. Servers and imports can run meanwhile. An existing backup
      at FILE is replaced. If FILE is anything else, the command fails and leaves it alone.

      exit status: 0 copied; 1 failed, FILE is unchanged; 64 invalid command line.
      """,
    flags: [.database],
    run: { flags in
      guard flags.positionals.count == 1 else {
        throw UsageError("backup needs one FILE", command: "backup")
      }
      let target = flags.positionals[0]
      try refuseOthers(target)
      let store = try CatalogStore(reading: flags.database)
      let progress = Progress()
      try store.backup(to: target) { done, total in
        progress.show("\(done * 100 / max(1, total)) % of \(total) pages")
      }
      progress.clear()
      Console.say("copied revision \(store.revision) to \(target)")
      store.close()
      exit(0)
    })

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func refuseOthers(_ target: String) throws {
    let folder = folder(of: target)
    guard isFolder(folder) else {
      throw CommandError(reason: "the folder \(folder) for the backup does not exist")
    }
    guard !isFolder(target) else {
      throw CommandError(
        reason: "\(target) is a folder. Name a file for the backup, such as \(target)/catalog.db")
    }
    guard access(folder, W_OK) == 0 else {
      throw CommandError(reason: "no permission to write to the folder \(folder)")
    }
    guard access(target, F_OK) == 0 else { return }
    do {
      try CatalogStore.requireCatalog(at: target)
    } catch {
      throw CommandError(
        reason: "\(target) exists and is not a backup, so it is not replaced: \(error)")
    }
  }
}

struct CommandError: Error, CustomStringConvertible {
  let reason: String
  var description: String { reason }
}
