import CatalogModel
import JSON

/// Texts beside codes, in responses: that of a code `x` is `x_name`, those of a list `xs` are
/// `x_names` in its order.
extension JSONWriter {
  /// The text of a code that a list of values defines.
  mutating func text(_ name: String, _ code: String?, _ context: RepresentationContext) {
    if context.isAnswer { member(name, code.map(CodeText.of)) }
  }

  /// The text of a code that the catalog defines; null if it has none.
  mutating func text(
    _ name: String, _ kind: CodeKind, _ code: String?, _ context: RepresentationContext
  ) {
    if context.isAnswer { member(name, code.flatMap { context.label(kind, $0) }) }
  }

  mutating func texts(
    _ name: String, _ kind: CodeKind, _ codes: [String], _ context: RepresentationContext
  ) {
    if context.isAnswer { member(name, codes.map { context.label(kind, $0) ?? $0 }) }
  }

  /// A record's topics; a response has those that it inherits too, and says which they are.
  mutating func topics(
    _ own: [String], inherited: [String], derived: [String]? = nil,
    _ context: RepresentationContext
  ) {
    guard context.isAnswer else { return member("topics", own) }
    let all = own + inherited + (derived ?? [])
    member("topics", all)
    texts("topic_names", .topic, all, context)
    member("inherited_topics", inherited)
    if let derived { member("derived_topics", derived) }
  }

  mutating func recommendations(
    _ recommendations: [Recommendation], _ context: RepresentationContext
  ) {
    guard context.isAnswer else { return }
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
