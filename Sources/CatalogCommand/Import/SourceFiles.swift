import CatalogImport
import Glibc

/// The files behind the arguments of `catalog import`.
enum SourceFiles {
  /// Names that may hold something to import; others in a folder are passed over.
  static let suffixes = [
    ".json", ".ndjson", ".jsonl", ".yml", ".yaml", ".xml", ".ics", ".csv", ".tsv",
  ]

  /// The files that a source stands for.
  struct Found {
    /// The name of the source: of the file, or of the folder.
    var origin: String
    var paths: [String]
    /// Files of a folder that are not read, since their names end in none of `suffixes`, or since
    /// they are links.
    var passedOver: [String] = []
  }

  /// The source itself, or all files below a folder, in order; what begins with a dot is hidden.
  static func find(_ source: String) throws(SourceError) -> Found {
    guard source != "-" else { return Found(origin: "standard input", paths: ["-"]) }
    var status = stat()
    guard stat(source, &status) == 0 else { throw SourceError(path: source, code: errno) }
    guard status.st_mode & S_IFMT == S_IFDIR else { return Found(origin: source, paths: [source]) }
    var found = Found(origin: source, paths: [])
    try walk(source.hasSuffix("/") ? String(source.dropLast()) : source, depth: 0, &found)
    guard !found.paths.isEmpty else { throw SourceError(path: source, code: nil) }
    return found
  }

  /// Whether it can be read twice: a pipe cannot.
  static func isLasting(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Links to folders are not followed, so that the walk ends.
  private static func walk(
    _ folder: String, depth: Int, _ found: inout Found
  ) throws(SourceError) {
    guard depth < 32, let handle = opendir(folder) else {
      throw SourceError(path: folder, code: depth < 32 ? errno : ELOOP)
    }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    for name in names.sorted() {
      let path = "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { throw SourceError(path: path, code: errno) }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: try walk(path, depth: depth + 1, &found)
      case S_IFREG:
        if suffixes.contains(where: { path.lowercased().hasSuffix($0) }) {
          found.paths.append(path)
        } else {
          found.passedOver.append(path)
        }
      default: found.passedOver.append(path)
      }
    }
  }

  static func read(_ path: String) throws(SourceError) -> NamedBytes {
    let input = try SourceInput(path)
    var bytes: [UInt8] = []
    while let piece = try input.read(atMost: 1 << 20) { bytes += piece }
    return NamedBytes(name: path == "-" ? "standard input" : path, bytes: bytes)
  }
}

/// A file, or standard input for `-`, read piece by piece.
final class SourceInput {
  private let path: String
  private let descriptor: Int32

  init(_ path: String) throws(SourceError) {
    self.path = path
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SourceError(path: path, code: errno) }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  /// Nil at the end.
  func read(atMost count: Int) throws(SourceError) -> [UInt8]? {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
      var result = Glibc.read(descriptor, buffer.baseAddress, count)
      while result < 0 && errno == EINTR {
        result = Glibc.read(descriptor, buffer.baseAddress, count)
      }
      code = result < 0 ? errno : 0
      used = max(0, result)
    }
    guard code == 0 else { throw SourceError(path: path, code: code) }
    return bytes.isEmpty ? nil : bytes
  }
}

/// A source cannot be read.
struct SourceError: Error, CustomStringConvertible {
  let path: String
  /// Nil for a folder without a file to read.
  let code: Int32?

  var description: String {
    guard let code else {
      let endings = SourceFiles.suffixes.joined(separator: ", ")
      return "\(path) holds no file to import; their names end in one of \(endings)"
    }
    // A name that is no UTF-8 has been mended, and is not found under that.
    let reason =
      path.contains("\u{fffd}") ? "its name is no UTF-8" : String(cString: strerror(code))
    return "cannot read \(path): \(reason)"
  }
}
