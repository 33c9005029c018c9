import Catalog
import CatalogModel
import Dispatch
import HTTP
import Synchronization

/// Long lists that are held whole, so that they have a length and can be read by ranges: programs
/// such as DuckDB and polars ask for the length first.
///
/// Shared by the loops; bounded by bytes. A list counts until the last response that has it is sent.
public final class RangeMemory: Sendable {
  private struct Entry: Sendable {
    var key: AnswerKey
    var response: Response
    var content: HeldContent
  }

  /// Bytes of one list.
  final class Reservation: Sendable {
    private let memory: RangeMemory
    private let count = Atomic(0)

    fileprivate init(_ memory: RangeMemory) { self.memory = memory }

    deinit { memory.held.subtract(count.load(ordering: .relaxed), ordering: .relaxed) }

    /// Counts further bytes; false if they do not fit.
    fileprivate func add(_ bytes: Int) -> Bool {
      guard memory.makeRoom(bytes) else { return false }
      count.add(bytes, ordering: .relaxed)
      return true
    }
  }

  private let capacity: Int
  private let held = Atomic(0)
  /// The lists that are being gathered; so few, because gathering does not wait for the client.
  private let gathering = Atomic(0)
  private static let maximumGathering = 2
  /// When a list may be gathered next for a request that asks for no range, in milliseconds of uptime.
  private let nextGathering = Atomic(0)
  private let rest: Int
  /// The one that was used last comes last.
  private let entries = Locked<[Entry]>([])

  /// Holds at most `capacity` bytes.
  ///
  /// Requests that ask for no range have lists gathered only once in `rest` milliseconds: gathering
  /// takes a reader's time even if the client takes nothing.
  public init(capacity: Int, rest: Int = 2_000) { (self.capacity, self.rest) = (capacity, rest) }

  /// Bytes that are held now.
  var count: Int { held.load(ordering: .relaxed) }

  /// Counts bytes, for which lists that no request needs now make room; false if they do not fit.
  private func makeRoom(_ bytes: Int) -> Bool {
    while held.add(bytes, ordering: .relaxed).newValue > capacity {
      held.subtract(bytes, ordering: .relaxed)
      guard entries.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) != nil else { return false }
    }
    return true
  }

  /// The response of a list that is held; nil if there is none, or the data or the clock changed it.
  ///
  /// For a range, a list that counts seconds stays as it is for a minute, so that its ranges fit
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
            || isForRange && entry.content.countsDown && now.seconds / 60 == (changesAt - 1) / 60
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

  /// Holds a response whose content was gathered.
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

  /// Gathers the content of a list that can be read by ranges and is made in parts; hands on any
  /// other response, and a list that does not fit, as it is.
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
        // A copy has no free space behind it.
        let part = bytes.withUnsafeBufferPointer { [UInt8]($0) }
        self.gather(parts + [part], from: stream, reservation, response, now, reply)
      case .end:
        stream.clock { changesAt, countsDown in
          let content = HeldContent(parts, reservation, countsDown: countsDown)
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
  /// The response with gathered content, which tells its tag and when the clock changes it.
  fileprivate func with(
    _ content: HeldContent, changesAt: Instant?, now: Instant
  ) -> Response {
    var response = self
    response.body = .stream(HeldBody(content))
    response.changesAt = changesAt?.seconds
    guard fields[.etag] != nil else { return response }
    let type = fields[.contentType] ?? ""
    let tag =
      content.countsDown
      ? Freshness.tag(ofCountdown: content.name, type, now: now)
      : Freshness.tag(of: content.name, type)
    response.fields[.etag] = tag?.description
    response.fields[.cacheControl] = Freshness.cacheControl(changesAt, now: now)
    return response
  }
}

/// A body of which the beginning is made already, because it did not fit into the memory.
private final class ResumedBody: BodyProducer {
  private let rest: RecordStream
  /// What is made, and its reservation until it is sent.
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
