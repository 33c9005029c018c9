import CatalogImport
import Glibc

/// The files behind the arguments of `catalog import`.
enum InputFiles {
  /// The input files that an argument names.
  struct Found {
    var origin: String
    var paths: [String]
    /// Files of a folder that are skipped: they lack an extension of a format, or are links.
    var skippedFiles: [String] = []
  }

  /// Returns the file itself, or all files below a folder in order, without hidden ones (".name").
  static func find(_ source: String) throws(InputFileError) -> Found {
    guard source != "-" else { return Found(origin: "standard input", paths: ["-"]) }
    var status = stat()
    guard stat(source, &status) == 0 else { throw InputFileError(path: source, code: errno) }
    guard status.st_mode & S_IFMT == S_IFDIR else { return Found(origin: source, paths: [source]) }
    var found = Found(origin: source, paths: [])
    try walk(source.hasSuffix("/") ? String(source.dropLast()) : source, depth: 0, &found)
    guard !found.paths.isEmpty else { throw InputFileError(path: source, code: nil) }
    return found
  }

  /// Whether the path is a regular file, which unlike a pipe can be read twice.
  static func isLasting(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Collects the files below a folder.
  ///
  /// It does not follow links to folders, so that it always ends.
  private static func walk(
    _ folder: String, depth: Int, _ found: inout Found
  ) throws(InputFileError) {
    guard depth < 32, let handle = opendir(folder) else {
      throw InputFileError(path: folder, code: depth < 32 ? errno : ELOOP)
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
      guard lstat(path, &status) == 0 else { throw InputFileError(path: path, code: errno) }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: try walk(path, depth: depth + 1, &found)
      case S_IFREG:
        if ImportFormat.extensions.contains(where: { path.lowercased().hasSuffix($0) }) {
          found.paths.append(path)
        } else {
          found.skippedFiles.append(path)
        }
      default: found.skippedFiles.append(path)
      }
    }
  }

  static func read(_ path: String) throws(InputFileError) -> InputFile {
    let input = try InputFileReader(path)
    var bytes: [UInt8] = []
    while let piece = try input.read(atMost: 1 << 20) { bytes += piece }
    return InputFile(name: path == "-" ? "standard input" : path, bytes: bytes)
  }
}

/// A file, or standard input for `-`, read piece by piece.
final class InputFileReader {
  private let path: String
  private let descriptor: Int32

  init(_ path: String) throws(InputFileError) {
    self.path = path
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw InputFileError(path: path, code: errno) }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  /// Returns the next bytes, at most `count`; nil at the end of the file.
  func read(atMost count: Int) throws(InputFileError) -> [UInt8]? {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
      var result = Glibc.read(descriptor, buffer.baseAddress, count)
      while result < 0 && errno == EINTR {
        result = Glibc.read(descriptor, buffer.baseAddress, count)
      }
      code = result < 0 ? errno : 0
      used = max(0, result)
    }
    guard code == 0 else { throw InputFileError(path: path, code: code) }
    return bytes.isEmpty ? nil : bytes
  }
}

struct InputFileError: Error, CustomStringConvertible {
  let path: String
  /// The `errno` of the system call; nil for a folder without input files.
  let code: Int32?

  var description: String {
    guard let code else {
      let endings = ImportFormat.extensions.joined(separator: ", ")
      return "\(path) has no file to import. Expected files with one of the extensions \(endings)"
    }
    // Invalid UTF-8 in the name was replaced by U+FFFD, so no file has that name.
    let reason =
      path.contains("\u{fffd}")
      ? "its name is not UTF-8; rename it" : String(cString: strerror(code))
    return "cannot read \(path): \(reason)"
  }
}
