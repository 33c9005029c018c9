import CatalogModel
import JSON

/// Display texts beside codes, in responses: `x_name` for a code `x`, and `x_names` for a list
/// `xs`, in the same order.
extension JSONWriter {
  /// Writes the text of a code from a fixed list of values.
  mutating func text(_ name: String, _ code: String?, _ context: RepresentationContext) {
    if context.isResponse { member(name, code.map(CodeText.of)) }
  }

  /// Writes the text of a code that the catalog defines; null if the catalog has no text for it.
  mutating func text(
    _ name: String, _ kind: CodeKind, _ code: String?, _ context: RepresentationContext
  ) {
    if context.isResponse { member(name, code.flatMap { context.label(kind, $0) }) }
  }

  mutating func texts(
    _ name: String, _ kind: CodeKind, _ codes: [String], _ context: RepresentationContext
  ) {
    if context.isResponse { member(name, codes.map { context.label(kind, $0) ?? $0 }) }
  }

  /// Writes a record's topics.
  ///
  /// A response also has the inherited and derived ones, and lists which they are.
  mutating func topics(
    _ own: [String], inherited: [String], derived: [String]? = nil,
    _ context: RepresentationContext
  ) {
    guard context.isResponse else { return member("topics", own) }
    let all = own + inherited + (derived ?? [])
    member("topics", all)
    texts("topic_names", .topic, all, context)
    member("inherited_topics", inherited)
    if let derived { member("derived_topics", derived) }
  }

  mutating func recommendations(
    _ recommendations: [Recommendation], _ context: RepresentationContext
  ) {
    guard context.isResponse else { return }
    list("recommended_for", recommendations) { json, advice in
      json.object { json in
        json.member("audience", advice.audience)
        json.text("audience_name", .audience, advice.audience, context)
        json.member("series", advice.series)
        json.member("reason", advice.reason)
        json.member("source", advice.source)
      }
    }
  }
}
