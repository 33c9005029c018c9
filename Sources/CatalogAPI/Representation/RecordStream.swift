import Catalog
import CatalogModel
import Common
private import Dispatch
import HTTP

/// A part of a long list, with the closure that makes the next part; nil at the end of the list.
struct StreamedPart: Sendable {
  /// Makes a part on a database reader.
  typealias Maker = @Sendable (CatalogReader) throws -> StreamedPart

  var bytes: [UInt8]
  var rest: Maker?
  /// Number of records so far that the representation cannot show.
  var skippedCount = 0
  /// Whether the clock may change the order of later parts at any time.
  var endsAhead = false
  /// When the clock last changed these bytes; `changesAt` is when it will change them.
  var changedAt: Instant?
  var changesAt: Instant?
  /// Where these bytes have a countdown in seconds; nil if they have none.
  var countdown: Countdown?
}

/// Streams a long list in constant memory. Each part is a separate read, made only when the client
/// has taken the part before.
///
/// A change between two reads shows in the later part. No record is sent twice or skipped because
/// of it, since each read begins after the last record of the one before. A failed read fails the
/// body, so that no client takes a part for the complete list.
actor RecordStream: BodyProducer {
  private nonisolated let executor = QueueExecutor(label: "catalog.stream")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// How many times a read is repeated while all readers are busy, and the pause between attempts.
  private static let patience = (times: 100, pause: DispatchTimeInterval.milliseconds(50))

  private let store: CatalogStore
  private let request: CatalogRead
  private let onError: @Sendable (any Error) -> Void
  private let gzip: Gzip?
  /// The bytes of the part that is ready to send.
  private var ready: [UInt8]
  private var rest: StreamedPart.Maker?
  /// When the clock changes one of the parts made so far.
  private var changesAt: Instant?
  private var countdown: Countdown?
  private var hasEnded = false
  private var isCancelled = false

  /// Begins with a part that was read already.
  init(
    _ first: StreamedPart, _ store: CatalogStore, for request: CatalogRead = CatalogRead(),
    gzip isCompressed: Bool, onError: @escaping @Sendable (any Error) -> Void = { _ in }
  ) {
    self.store = store
    self.request = request
    self.onError = onError
    ready = first.bytes
    rest = first.rest
    changesAt = first.changesAt
    countdown = first.countdown
    gzip = isCompressed ? Gzip(level: 4) : nil
  }

  nonisolated func next(_ size: Int, deliver: @escaping @Sendable (BodyPiece) -> Void) {
    executor.queue.async { self.assumeIsolated { $0.advance(deliver) } }
  }

  nonisolated func cancel() {
    executor.queue.async { self.assumeIsolated { $0.isCancelled = true } }
  }

  /// Delivers when the clock changes one of the parts made so far (nil if it changes none), and
  /// where one counts seconds.
  nonisolated func clock(_ deliver: @escaping @Sendable (Instant?, Countdown?) -> Void) {
    executor.queue.async {
      let (changesAt, countdown) = self.assumeIsolated { ($0.changesAt, $0.countdown) }
      deliver(changesAt, countdown)
    }
  }

  private func advance(_ deliver: @escaping @Sendable (BodyPiece) -> Void) {
    if isCancelled { return deliver(.failure) }
    if !ready.isEmpty {
      let piece = ready
      ready = []
      return give(piece, deliver)
    }
    guard let rest else {
      guard let gzip, !hasEnded else { return deliver(.end) }
      hasEnded = true
      var last: [UInt8] = []
      gzip.append([], flush: .finish, to: &last)
      return deliver(.bytes(last))
    }
    read(rest, tries: Self.patience.times, deliver)
  }

  private func read(
    _ maker: @escaping StreamedPart.Maker, tries: Int,
    _ deliver: @escaping @Sendable (BodyPiece) -> Void
  ) {
    let (queue, onError) = (executor.queue, onError)
    store.read(for: request, maker) { result in
      switch result {
      case .success(let piece):
        queue.async { self.assumeIsolated { $0.take(piece, deliver) } }
      case .failure(let error) where tries > 0 && CatalogFault(error) == .busy:
        queue.asyncAfter(deadline: .now() + Self.patience.pause) {
          self.assumeIsolated { $0.read(maker, tries: tries - 1, deliver) }
        }
      case .failure(let error):
        onError(error)
        deliver(.failure)
      }
    }
  }

  private func take(_ piece: StreamedPart, _ deliver: @escaping @Sendable (BodyPiece) -> Void) {
    rest = piece.rest
    changesAt = [changesAt, piece.changesAt].compactMap(\.self).min()
    countdown = countdown ?? piece.countdown
    piece.bytes.isEmpty ? advance(deliver) : give(piece.bytes, deliver)
  }

  private func give(_ bytes: [UInt8], _ deliver: @Sendable (BodyPiece) -> Void) {
    guard let gzip else { return deliver(.bytes(bytes)) }
    var compressed: [UInt8] = []
    gzip.append(bytes, flush: .sync, to: &compressed)
    deliver(.bytes(compressed))
  }
}
