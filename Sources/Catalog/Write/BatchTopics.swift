import CatalogModel
import SQLite

/// Topics as sources name them, found by any label in the catalog.
final class BatchTopics {
  private let writer: CatalogWriter
  /// The slugs of topics by their names in the batch; `nil` for an unknown name.
  private var slugs: [String: String?] = [:]
  /// The number of occurrences of each keyword that is not a topic.
  private var unknown: [String: Int] = [:]

  init(_ writer: CatalogWriter) { self.writer = writer }

  /// Forgets the names, since topics have changed.
  func forget() { slugs.removeAll() }

  /// Returns the slugs of those topics that the catalog has; counts the others.
  func known(_ topics: [String]) throws -> [String] {
    var known: [String] = []
    for name in topics {
      guard let topic = try slug(called: name) else {
        unknown[name, default: 0] += 1
        continue
      }
      if !known.contains(topic) { known.append(topic) }
    }
    return known
  }

  /// Returns the slug of the topic with this slug or label.
  ///
  /// "automated-planning" stands for `planning` if that has the label "Automated planning".
  func slug(called name: String) throws -> String? {
    if let known = slugs[name] { return known }
    let found: String?
    if try writer.slugs.find(.topic, name) != nil {
      found = name
    } else {
      found = try writer.connection.first(
        """
        SELECT slug FROM topic_label JOIN topic ON topic.id = topic_id WHERE folded = ?1
        ORDER BY preferred DESC, slug
        """, Folding.fold(name)
      ) { $0.text(0) }
    }
    slugs[name] = .some(found)
    return found
  }

  /// Reports all unknown keywords in one notice, since papers have thousands of them.
  func noteUnknown() {
    guard !unknown.isEmpty else { return }
    let commonest = unknown.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
    let examples = commonest.map { "\"\($0.key)\"" }.joined(separator: ", ")
    let others = unknown.count > commonest.count ? " and others" : ""
    let count =
      unknown.count == 1
      ? "1 keyword is not a topic" : "\(unknown.count) keywords are not topics"
    writer.report.notices.append("\(count) of the catalog: \(examples)\(others)")
  }
}
