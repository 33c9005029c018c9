import Catalog
import CatalogForm
import CatalogImport
import Dispatch
import Synchronization

/// A reader of NDJSON in the native format, for files of any size.
///
/// It parses up to three batches of about 1 MiB ahead, on a queue of its own, while the caller
/// merges one.
final class NDJSONReader: Sendable {
  private enum Piece: Sendable {
    case batch(ImportBatch)
    case failure(InputFileError)
    case end
  }

  let name: String
  private let pieces = Mutex<[Piece]>([])
  private let filled = DispatchSemaphore(value: 0)
  /// Created with 0, since releasing a semaphore whose value is less than its initial one traps.
  private let room = DispatchSemaphore(value: 0)

  private static let pieceSize = 1 << 20

  /// Opens a file of JSON lines; fails if it is in another format.
  ///
  /// To find out, it reads the start of the file; it never does so with standard input, which cannot
  /// be read twice.
  init?(_ path: String, format: ImportFormat?) throws(InputFileError) {
    guard format == .catalogNDJSON || format == nil && path != "-" else { return nil }
    name = path == "-" ? "standard input" : path
    if format == nil {
      let head = try InputFileReader(path).read(atMost: Self.pieceSize) ?? []
      guard let end = head.lastIndex(of: 0x0a) else { return nil }
      // Without the last, incomplete line, the start of a long file is detected like a whole file.
      let lines = InputFile(name: path, bytes: Array(head.prefix(through: end)))
      guard ImportReader.detect(lines) == .catalogNDJSON else { return nil }
    }
    for _ in 0..<3 { room.signal() }
    let queue = DispatchQueue(label: "import.lines")
    queue.async { [self] in
      do throws(InputFileError) {
        let input = try InputFileReader(path)
        var cutter = LineCutter(name: name)
        while let bytes = try input.read(atMost: Self.pieceSize) {
          if let batch = cutter.batch(adding: bytes) { enqueue(.batch(batch)) }
        }
        if let batch = cutter.rest() { enqueue(.batch(batch)) }
        enqueue(.end)
      } catch {
        enqueue(.failure(error))
      }
    }
  }

  private func enqueue(_ piece: Piece) {
    room.wait()
    pieces.withLock { $0.append(piece) }
    filled.signal()
  }

  /// Waits for the next batch of records and returns it, or nil at the end.
  func next() throws(InputFileError) -> ImportBatch? {
    filled.wait()
    let piece = pieces.withLock { $0.removeFirst() }
    room.signal()
    switch piece {
    case .batch(let batch): return batch
    case .failure(let error): throw error
    case .end: return nil
    }
  }
}

/// Splits a stream of bytes into complete lines and decodes their records.
private struct LineCutter {
  let name: String
  private var pending: [UInt8] = []
  private var lines = 0
  /// Maximum bytes of a line; a record with all its texts is far smaller.
  private static let longestLine = 64 << 20

  init(name: String) { self.name = name }

  mutating func batch(adding bytes: [UInt8]) -> ImportBatch? {
    guard let end = bytes.lastIndex(of: 0x0a) else {
      pending += bytes
      return pending.count > Self.longestLine ? refusal() : nil
    }
    let whole = pending + bytes[...end]
    pending = Array(bytes[(end + 1)...])
    return read(whole)
  }

  mutating func rest() -> ImportBatch? {
    guard !pending.isEmpty else { return nil }
    defer { pending = [] }
    return read(pending)
  }

  private func refusal() -> ImportBatch {
    var batch = ImportBatch(source: nil, origin: name)
    batch.problems = [
      ImportProblem(
        .refused, file: name, line: lines + 1,
        reason: "a line is longer than \(Self.longestLine >> 20) MiB")
    ]
    return batch
  }

  private mutating func read(_ bytes: [UInt8]) -> ImportBatch? {
    let file = InputFile(name: name, bytes: bytes)
    var batch = ImportReader.read([file], format: .catalogNDJSON).first
    for index in batch?.problems.indices ?? 0..<0 {
      if let line = batch?.problems[index].line { batch?.problems[index].line = line + lines }
    }
    lines += LineEnds.count(bytes)
    return batch
  }
}
