import CatalogModel
import SQLite

/// Topics as sources name them, found by any label in the catalog.
extension BatchMerge {
  /// Returns the slugs of those topics that the catalog has; counts the others.
  func known(topics: [String]) throws -> [String] {
    var known: [String] = []
    for name in topics {
      guard let topic = try topic(called: name) else {
        unknownTopics[name, default: 0] += 1
        continue
      }
      if !known.contains(topic) { known.append(topic) }
    }
    return known
  }

  /// Returns the slug of the topic with this slug or label.
  ///
  /// "automated-planning" stands for `planning` if that has the label "Automated planning".
  func topic(called name: String) throws -> String? {
    if let known = topicNames[name] { return known }
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
    topicNames[name] = .some(found)
    return found
  }

  /// Reports all unknown keywords in one notice, since papers have thousands of them.
  func noteUnknownTopics() {
    guard !unknownTopics.isEmpty else { return }
    let commonest = unknownTopics.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(3)
    let examples = commonest.map { "\"\($0.key)\"" }.joined(separator: ", ")
    let others = unknownTopics.count > commonest.count ? " and others" : ""
    let count =
      unknownTopics.count == 1
      ? "1 keyword is not a topic" : "\(unknownTopics.count) keywords are not topics"
    writer.report.notices.append("\(count) of the catalog: \(examples)\(others)")
  }
}
