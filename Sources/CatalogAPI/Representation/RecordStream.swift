import Catalog
import CatalogModel
import Common
private import Dispatch
import HTTP

/// A part of a long list, and how the part after it is made; nil where the list has ended.
struct ListPiece: Sendable {
  /// Makes a part on a reader of the database.
  typealias Maker = @Sendable (CatalogReader) throws -> ListPiece

  var bytes: [UInt8]
  var rest: Maker?
  /// Records so far that the form cannot show.
  var leftOut = 0
  /// Whether the clock may change the order of what follows at any time.
  var endsAhead = false
  /// When the clock last changed these bytes, and when it will.
  var changedAt: Instant?
  var changesAt: Instant?
  /// Whether these bytes count the seconds to an instant.
  var countsDown = false
}

/// Sends a long list piece by piece, in constant memory: each piece is a read of its own, made only
/// when the client has taken the one before.
///
/// What changes between two reads shows in the later one; nothing is sent twice or left out for it,
/// as each read begins behind the last record of the one before. A read that fails ends the body
/// as a failure, so that no client takes a part for the whole.
actor RecordStream: BodyProducer {
  private nonisolated let executor = QueueExecutor(label: "catalog.stream")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// How often a read that finds every reader taken is asked for again, and after how long.
  private static let patience = (times: 100, pause: DispatchTimeInterval.milliseconds(50))

  private let store: CatalogStore
  private let request: CatalogRead
  private let onError: @Sendable (any Error) -> Void
  private let gzip: Gzip?
  /// What is made already.
  private var ready: [UInt8]
  private var rest: ListPiece.Maker?
  /// When the clock changes one of the parts that are made.
  private var changesAt: Instant?
  private var countsDown: Bool
  private var hasEnded = false
  private var isCancelled = false

  /// Begins with a piece that was read already.
  init(
    _ first: ListPiece, _ store: CatalogStore, for request: CatalogRead = CatalogRead(),
    gzip isCompressed: Bool, onError: @escaping @Sendable (any Error) -> Void = { _ in }
  ) {
    self.store = store
    self.request = request
    self.onError = onError
    ready = first.bytes
    rest = first.rest
    changesAt = first.changesAt
    countsDown = first.countsDown
    gzip = isCompressed ? Gzip(level: 4) : nil
  }

  nonisolated func next(_ size: Int, deliver: @escaping @Sendable (BodyPiece) -> Void) {
    executor.queue.async { self.assumeIsolated { $0.advance(deliver) } }
  }

  nonisolated func cancel() {
    executor.queue.async { self.assumeIsolated { $0.isCancelled = true } }
  }

  /// Delivers when the clock changes one of the parts that are made, nil if it changes none; and
  /// whether a part counts seconds.
  nonisolated func clock(_ deliver: @escaping @Sendable (Instant?, Bool) -> Void) {
    executor.queue.async {
      let (changesAt, countsDown) = self.assumeIsolated { ($0.changesAt, $0.countsDown) }
      deliver(changesAt, countsDown)
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
    _ maker: @escaping ListPiece.Maker, tries: Int,
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

  private func take(_ piece: ListPiece, _ deliver: @escaping @Sendable (BodyPiece) -> Void) {
    rest = piece.rest
    changesAt = [changesAt, piece.changesAt].compactMap(\.self).min()
    countsDown = countsDown || piece.countsDown
    piece.bytes.isEmpty ? advance(deliver) : give(piece.bytes, deliver)
  }

  private func give(_ bytes: [UInt8], _ deliver: @Sendable (BodyPiece) -> Void) {
    guard let gzip else { return deliver(.bytes(bytes)) }
    var compressed: [UInt8] = []
    gzip.append(bytes, flush: .sync, to: &compressed)
    deliver(.bytes(compressed))
  }
}
