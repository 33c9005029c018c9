import Catalog
import CatalogForm
import CatalogModel

/// The latest changes of the catalog as an Atom feed (RFC 4287).
enum ChangeAtom {
  /// Maximum number of changes in the feed.
  private static let entryCount = 100

  static func document(_ call: RequestContext) throws -> [UInt8] {
    let state = try call.reader.changeLog.state(keptSince: call.limits.changesKeptSince(call.now))
    var query = ChangeQuery(since: nil, limit: entryCount)
    try ChangeList.readFilters(call, &query)
    try call.checkArguments()
    let steps = try ChangeList.last(
      query, upTo: state.newest.position, state, call.reader
    ).page.steps.reversed()
    var bytes = Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8)
    bytes += "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n".utf8
    let url = call.url(call.arguments.asked)
    XMLText.element("id", [:], url, into: &bytes)
    XMLText.element("title", [:], "Changes of the catalog", into: &bytes)
    let updated = steps.first?.at ?? call.reader.revisedAt
    XMLText.element("updated", [:], updated.description, into: &bytes)
    XMLText.element(
      "link", ["rel": "self", "href": url, "type": "application/atom+xml"], into: &bytes)
    bytes += "<author><name>Conference Catalog</name></author>\n".utf8
    for step in steps {
      bytes += "<entry>\n".utf8
      let cursor = ChangeCursor(epoch: state.newest.epoch, position: step.position)
      XMLText.element(
        "id", [:], "tag:\(ListMetadata.defaultAuthority),2026:changes/\(cursor)", into: &bytes)
      XMLText.element("title", [:], title(step), into: &bytes)
      XMLText.element("updated", [:], step.at.description, into: &bytes)
      let path = "\(step.kind.collection)/\(step.kind.publicID(step.slug))"
      XMLText.element(
        "link", ["rel": "alternate", "href": "\(call.baseURL)/\(path)"], into: &bytes)
      XMLText.element(
        "summary", [:],
        step.changedFields.isEmpty
          ? "Revision \(step.revision)."
          : "Revision \(step.revision): \(step.changedFields.joined(separator: ", ")).",
        into: &bytes)
      bytes += "</entry>\n".utf8
    }
    return bytes + "</feed>\n".utf8
  }

  private static func title(_ step: RecordStep) -> String {
    let what = "\(step.kind.rawValue.replacing("_", with: " ")) \(step.slug)"
    return switch step.operation {
    case .create: "\(what): new"
    case .update: "\(what): changed"
    case .delete: "\(what): deleted"
    case .rename: "\(what): renamed from \(step.previousSlug ?? "")"
    case .moveIn: "\(what): now in this list"
    case .moveOut: "\(what): no longer in this list"
    }
  }
}
