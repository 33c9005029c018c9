import Catalog
import Glibc
import SQLite

/// `catalog backup`: copies the database while it is in use.
enum BackupCommand {
  static let subcommand = Subcommand(
    name: "backup", summary: "copies the database to a file, also while a server runs",
    help: """
      usage: catalog backup FILE [OPTIONS]

      Copies the database as it is at one moment to FILE, which appears complete or not at all and
      needs no other file beside it. Servers and imports may go on meanwhile. An older backup of the
      name is replaced; a file that is no catalog is not.

      exit status: 0 the copy is on the disk; 1 it is not; 64 the command line makes no sense.
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
      try store.database.backup(to: target) { done, total in
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
      throw SourceRefusal(reason: "there is no folder \(folder) for the copy")
    }
    guard !isFolder(target) else {
      throw SourceRefusal(reason: "\(target) is a folder; name a file in it for the copy")
    }
    guard access(folder, W_OK) == 0 else {
      throw SourceRefusal(reason: "nothing may be written into the folder \(folder)")
    }
    guard access(target, F_OK) == 0 else { return }
    do {
      try CatalogStore(reading: target).close()
    } catch DatabaseError.olderSchema(_, let found, _) where found > 0 {
      return
    } catch {
      throw SourceRefusal(reason: "\(target) is there and is not replaced: \(error)")
    }
  }
}

/// Why a command does not do what it was asked.
struct SourceRefusal: Error, CustomStringConvertible {
  let reason: String
  var description: String { reason }
}
