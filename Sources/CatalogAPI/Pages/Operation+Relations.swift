import Catalog
import CatalogForm
import CatalogModel
import HTTP

extension Operation {
  /// Returns links to what belongs to a record of this operation: paths below its own, and lists
  /// that can filter by it.
  func relations(of entry: Entry, among endpoints: [Operation]) -> [(label: String, path: String)] {
    var links: [(label: String, path: String)] = []
    for other in endpoints
    where other.reading != nil && other.content != .document
      && other.segments.count == segments.count + 1
      && other.path.hasPrefix(path + "/")
    {
      let part = other.segments[segments.count]
      let label = part == "next" ? "Next edition" : part.capitalizedFirst
      links.append((label, "/\(entry.path)/\(part)"))
    }
    var filter = (name: entry.kind.rawValue, value: entry.id)
    if case .place(let place) = entry.record { filter = (place.kind, place.name) }
    for other in endpoints where other.segments.count == 1 && other.path != "/search" {
      let label = other.segments[0].capitalizedFirst
      guard case .list = other.content, !links.contains(where: { $0.label == label }),
        other.parameters.contains(where: { $0.name == filter.name })
      else { continue }
      links.append((label, "\(other.path)?\(PercentEncoding.query([filter]))"))
    }
    return links
  }
}
