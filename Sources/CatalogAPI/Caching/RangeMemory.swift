import Catalog
import CatalogModel
import Dispatch
import HTTP
import Synchronization

/// Long lists that are held complete in memory, so that they have a length and clients can read
/// ranges of them.
///
/// Programs such as DuckDB and polars request the length first.
///
/// Shared by the loops; bounded by bytes. The bytes of a list count as used until the last response
/// with it has been sent.
public final class RangeMemory: Sendable {
  private struct Entry: Sendable {
    var key: AnswerKey
    var response: Response
    var content: HeldContent
  }

  /// The bytes that one list uses.
  final class Reservation: Sendable {
    private let memory: RangeMemory
    private let count = Atomic(0)

    fileprivate init(_ memory: RangeMemory) { self.memory = memory }

    deinit { memory.held.subtract(count.load(ordering: .relaxed), ordering: .relaxed) }

    /// Counts further bytes; returns false if they do not fit.
    fileprivate func add(_ bytes: Int) -> Bool {
      guard memory.makeRoom(bytes) else { return false }
      count.add(bytes, ordering: .relaxed)
      return true
    }
  }

  private let capacity: Int
  private let held = Atomic(0)
  /// Number of lists that are being gathered.
  ///
  /// Few suffice, because gathering does not wait for the client.
  private let gathering = Atomic(0)
  private static let maximumGathering = 2
  /// The uptime, in milliseconds, from which a GET without a range may have a list gathered.
  private let nextGathering = Atomic(0)
  private let rest: Int
  /// The held lists; the most recently used one is last.
  private let entries = Locked<[Entry]>([])

  /// Creates a memory of at most `capacity` bytes.
  ///
  /// Requests other than HEAD that ask for no range have a list gathered only once in `rest`
  /// milliseconds, because gathering takes a reader's time even if the client reads nothing.
  public init(capacity: Int, rest: Int = 2_000) { (self.capacity, self.rest) = (capacity, rest) }

  /// Number of bytes in use.
  var count: Int { held.load(ordering: .relaxed) }

  /// Counts bytes as used; removes the lists that were used least recently to make room.
  ///
  /// Returns false if the bytes do not fit.
  private func makeRoom(_ bytes: Int) -> Bool {
    while held.add(bytes, ordering: .relaxed).newValue > capacity {
      held.subtract(bytes, ordering: .relaxed)
      guard entries.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) != nil else { return false }
    }
    return true
  }

  /// Returns the response of a held list; nil if there is none, or if the data or the clock has
  /// changed it.
  ///
  /// For a range, a list with a countdown is valid until its minute ends, so that its ranges fit
  /// together.
  func response(
    _ key: AnswerKey, revision: Int, generation: Int, now: Instant, isForRange: Bool
  ) -> Response? {
    let entry = entries.withLock { entries -> Entry? in
      guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
      let entry = entries.remove(at: index)
      guard entry.response.revision == revision, entry.response.generation == generation,
        entry.response.changesAt.map({ changesAt in
          now.seconds < changesAt
            || isForRange && entry.content.countdown != nil
              && now.seconds / 60 == (changesAt - 1) / 60
        }) ?? true
      else { return nil }
      entries.append(entry)
      return entry
    }
    guard let entry else { return nil }
    var response = entry.response
    response.body = .stream(HeldBody(entry.content))
    response.shortenMaxAge(now: now)
    return response
  }

  /// Stores a response whose content was gathered.
  func keep(_ response: Response, for key: AnswerKey) {
    guard case .stream(let producer) = response.body, let body = producer as? HeldBody else {
      return
    }
    var response = response
    response.body = .empty
    let entry = Entry(key: key, response: response, content: body.content)
    entries.withLock { entries in
      entries.removeAll { $0.key == key }
      entries.append(entry)
    }
  }

  /// Gathers the content of a streamed list that allows ranges, and replies with it.
  ///
  /// Replies with any other response, or with a list that does not fit, unchanged or still
  /// streamed.
  func gather(
    _ response: Response, to request: Request, now: Instant,
    _ reply: @escaping @Sendable (Response) -> Void
  ) {
    guard response.fields[.acceptRanges] != nil, case .stream(let producer) = response.body,
      let stream = producer as? RecordStream
    else { return reply(response) }
    let asksForLength = request.method == .head || request.fields["Range"] != nil
    guard
      gathering.add(1, ordering: .relaxed).newValue <= Self.maximumGathering,
      asksForLength || mayGather()
    else {
      gathering.subtract(1, ordering: .relaxed)
      var response = response
      response.fields[.acceptRanges] = nil
      return reply(response)
    }
    gather([], from: stream, Reservation(self), response, now) { response in
      self.gathering.subtract(1, ordering: .relaxed)
      reply(response)
    }
  }

  private func mayGather() -> Bool {
    let now = Int(DispatchTime.now().uptimeNanoseconds / 1_000_000)
    let next = nextGathering.load(ordering: .relaxed)
    guard capacity > 0, now >= next else { return false }
    return nextGathering.compareExchange(
      expected: next, desired: now + rest, ordering: .relaxed
    ).exchanged
  }

  private func gather(
    _ parts: [[UInt8]], from stream: RecordStream, _ reservation: Reservation,
    _ response: Response, _ now: Instant, _ reply: @escaping @Sendable (Response) -> Void
  ) {
    stream.next(0) { piece in
      switch piece {
      case .bytes(let bytes) where reservation.add(bytes.count):
        // The copy has no unused capacity, so the reservation counts its real size.
        let part = bytes.withUnsafeBufferPointer { [UInt8]($0) }
        self.gather(parts + [part], from: stream, reservation, response, now, reply)
      case .end:
        stream.clock { changesAt, countdown in
          let content = HeldContent(parts, reservation, countdown: countdown)
          reply(response.with(content, changesAt: changesAt, now: now))
        }
      case .bytes, .failure:
        var response = response
        response.fields[.acceptRanges] = nil
        response.body = .stream(ResumedBody(parts, piece, reservation, then: stream))
        reply(response)
      }
    }
  }
}

extension Response {
  /// Returns the response with gathered content, its tag and the instant at which the clock changes
  /// it.
  fileprivate func with(
    _ content: HeldContent, changesAt: Instant?, now: Instant
  ) -> Response {
    var response = self
    response.body = .stream(HeldBody(content))
    response.changesAt = changesAt?.seconds
    guard fields[.etag] != nil else { return response }
    let type = fields[.contentType] ?? ""
    let tag =
      content.countdown != nil
      ? CacheValidators.tag(ofCountdown: content.name, type, now: now)
      : CacheValidators.tag(of: content.name, type)
    response.fields[.etag] = tag?.description
    response.fields[.cacheControl] = CacheValidators.cacheControl(changesAt, now: now)
    return response
  }
}

/// A body whose beginning exists already, because the list did not fit into the memory.
private final class ResumedBody: BodyProducer {
  private let rest: RecordStream
  /// The pieces that exist, and their reservation until they are sent.
  private let made: Locked<(pieces: ArraySlice<BodyPiece>, reservation: RangeMemory.Reservation?)>

  init(
    _ parts: [[UInt8]], _ last: BodyPiece, _ reservation: RangeMemory.Reservation,
    then rest: RecordStream
  ) {
    made = Locked((parts.map(BodyPiece.bytes) + [last], reservation))
    self.rest = rest
  }

  func next(_ size: Int, deliver: @escaping @Sendable (BodyPiece) -> Void) {
    let piece = made.withLock { made in
      let piece = made.pieces.popFirst()
      if piece == nil { made.reservation = nil }
      return piece
    }
    if let piece { deliver(piece) } else { rest.next(size, deliver: deliver) }
  }

  func cancel() { rest.cancel() }
}
