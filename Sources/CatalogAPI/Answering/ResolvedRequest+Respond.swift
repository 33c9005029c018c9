import Catalog
import CatalogForm
import CatalogModel
import HTTP
import JSON

extension ResolvedRequest {
  /// Produces the response, on a reader's queue; `store` reads the later parts of a long list.
  func respond(
    _ reader: CatalogReader, _ store: CatalogStore, accepts coding: ContentCoding
  ) throws -> Response {
    let call = try call(reader)
    do {
      return try respond(try reading(call), call, reader, store, coding)
    } catch let moved as RecordMoved {
      return redirect(to: moved.path, call)
    } catch let problem as Problem {
      throw problem.explained(by: route.endpoint)
    }
  }

  private func respond(
    _ answer: Answer, _ call: RequestContext, _ reader: CatalogReader, _ store: CatalogStore,
    _ coding: ContentCoding
  ) throws -> Response {
    if case .one(let one) = answer {
      call.recordTag = try call.reader.state(one.kind, one.row).map { RecordTag($0) }
    }
    switch answer {
    case .moved(let path): return redirect(to: path, call)
    case .content(let content):
      var response = Response(.ok, fields: content.fields, body: .bytes(content.bytes))
      response.fields[.contentType] = content.type.description
      CacheValidators(call, isNegotiated: false).apply(
        to: &response, tag: CacheValidators.tag(of: content.bytes, content.type.description))
      // The content changes with the program, not with the data.
      response.fields[.lastModified] = nil
      coding.apply(to: &response)
      return response
    case .stream(let piece, let type): return stream(piece, type, call, store, coding)
    case .list(let list) where form.isPage:
      return try send(try page(list, call), call, nil, coding)
    case .list(let list) where !form.isEnvelope:
      return try send(try self.answer(list, call, reader), call, store, coding)
    case .list(let list):
      let (bytes, links) = try ResponseJSON(call).json(list)
      return try json(bytes, links, call, coding)
    case .one(let one) where form.isPage:
      return try send(try page(one, call), call, nil, coding)
    case .one(let one) where !form.isEnvelope:
      return try send(try self.answer(one, call, reader), call, store, coding)
    case .one(let one): return try json(try ResponseJSON(call).json(one), [], call, coding)
    case .view(let view) where form.isEnvelope: return try json(try view.json(), [], call, coding)
    case .view(let view) where form.isPage:
      return try send(try programmePage(view.list, call), call, nil, coding)
    case .view(let view):
      if case .programme(let write) = form.encoder {
        let bytes = write(try view.timetable())
        return try send(FormAnswer(piece: StreamedPart(bytes: bytes)), call, nil, coding)
      }
      return try send(try self.answer(view.list, call, reader), call, store, coding)
    case .rows(let rows) where form.isEnvelope:
      return try json(ResponseJSON(call).document(rows), [], call, coding)
    case .rows(let rows): return try send(self.answer(rows, call), call, nil, coding)
    case .page(_, let content?) where form.isPage:
      return try send(page(content, call), call, nil, coding)
    case .page where form.isPage:
      return try send(try landingPage(call), call, nil, coding)
    case .page(let bytes, _), .document(let bytes): return try json(bytes, [], call, coding)
    }
  }

  private func json(
    _ compact: consuming [UInt8], _ links: [String], _ call: RequestContext, _ coding: ContentCoding
  ) throws -> Response {
    // Consumed and not copied: a list can be long.
    var bytes = compact
    try limits.check(bytes: bytes.count)
    if call.arguments.isPretty { bytes = JSONText.indented(bytes) }
    bytes.append(0x0a)
    return try send(
      FormAnswer(piece: StreamedPart(bytes: bytes, rest: nil), links: links), call, nil, coding)
  }

  /// Returns a complete response if there is no further part, and else a streamed one.
  private func send(
    _ answer: FormAnswer, _ call: RequestContext, _ store: CatalogStore?, _ coding: ContentCoding
  ) throws -> Response {
    try call.reader.checkBudget()
    var response = Response(.ok, fields: [.contentType: form.mediaType.description])
    let other = ([form.mediaType.description] + answer.links).joined(separator: " ")
    let isInParts = answer.piece.rest != nil && store != nil
    let freshness = CacheValidators(call, isNegotiated: isNegotiated)
    freshness.apply(
      to: &response,
      tag: isInParts
        ? freshness.tag(ofPartsBeginningWith: answer.piece, other)
        : freshness.countsDown
          ? freshness.tag(ofCountdown: answer.piece, other, record: call.recordTag)
          : CacheValidators.tag(of: answer.piece.bytes, other, record: call.recordTag))
    response.changesAt = call.filling.changesAt?.seconds
    response.fields.append(form.fields)
    if form.hasRanges, !isInParts || coding == .identity {
      response.fields[.acceptRanges] = "bytes"
    }
    for link in answer.links { response.fields.append("Link", link) }
    if isInParts, let store {
      response.body = .stream(
        RecordStream(
          answer.piece, store, for: readRequest.part, gzip: coding == .gzip, onError: onError))
      if coding == .gzip { response.fields[.contentEncoding] = "gzip" }
      return response
    }
    if form.isPage { try limits.check(bytes: answer.piece.bytes.count) }
    response.body = .bytes(answer.piece.bytes)
    coding.apply(to: &response)
    return response
  }

  /// Returns a streamed response that no cache stores.
  ///
  /// Each part is produced when the client has taken the one before.
  private func stream(
    _ piece: StreamedPart, _ type: MediaType, _ call: RequestContext, _ store: CatalogStore,
    _ coding: ContentCoding
  ) -> Response {
    var response = Response(.ok, fields: [.contentType: type.description])
    CacheValidators(call, isNegotiated: isNegotiated).apply(to: &response, tag: nil)
    if coding == .gzip { response.fields[.contentEncoding] = "gzip" }
    response.body = .stream(
      RecordStream(piece, store, for: readRequest.part, gzip: coding == .gzip, onError: onError))
    return response
  }

  private func redirect(to path: String, _ call: RequestContext) -> Response {
    let to = call.url(call.arguments.asked, path: path + suffix)
    var response = Problem(
      status: .permanentRedirect, kind: .moved, detail: "The record has moved to \(to)."
    ).response(instance: self.path, id: requestID)
    response.fields[.location] = to
    return response
  }
}

extension CacheValidators {
  fileprivate init(_ call: RequestContext, isNegotiated: Bool) {
    self.init(
      revision: call.reader.revision, revisedAt: call.reader.revisedAt, now: call.now,
      changedAt: call.filling.changedAt, changesAt: call.filling.changesAt,
      countsDown: call.filling.countsDown,
      // An explanation states the time that the response took, which differs each time.
      isCacheable: call.isCacheable && !call.arguments.flag("explain"), isNegotiated: isNegotiated)
  }
}
