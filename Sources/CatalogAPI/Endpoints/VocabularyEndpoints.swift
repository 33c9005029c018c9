import Catalog
import JSON

enum VocabularyEndpoints {
  static let list = [
    topics, topic, audiences, audience, recommendations, guide, sources, source,
  ]

  static let topics = Endpoint("/topics", "The taxonomy of topics") { call in
    try call.checkArguments()
    return try call.whole(try call.reader.topics()) { $1.write(to: &$0, in: call.context) }
  }

  static let topic = Endpoint("/topics/{topic}", "One topic, by its id or any of its labels") {
    call in
    try call.checkArguments()
    let slug = call.capture("topic")
    guard let topic = try call.reader.topics(slug: slug).first else {
      let named = try call.reader.topics(named: slug)
      if named.count == 1 { return .moved(to: "/topics/\(named[0])") }
      try call.missing("topic", slug, .topic)
    }
    return try call.one { topic.write(to: &$0, in: call.context) }
  }

  static let audiences = Endpoint("/audiences", "Whom conferences are for") { call in
    try call.checkArguments()
    return try call.whole(try call.reader.audiences()) { $1.write(to: &$0, in: call.context) }
  }

  static let audience = Endpoint("/audiences/{audience}", "One audience") { call in
    try call.checkArguments()
    let slug = call.capture("audience")
    guard let audience = try call.reader.audiences(slug: slug).first else {
      let named = try call.reader.audiences(named: slug)
      if named.count == 1 { return .moved(to: "/audiences/\(named[0])") }
      try call.missing("audience", slug, .audience)
    }
    return try call.one { audience.write(to: &$0, in: call.context) }
  }

  static let recommendations = Endpoint(
    "/recommendations", "Which series are advised to whom, and why",
    [Parameter("audience", .names, "For whom, by any label.", example: "startup")]
  ) { call in
    let reader = call.reader
    let audiences = try call.arguments.names(
      "audience", resolve: { try reader.audiences(named: $0) },
      known: { try reader.labels("audience") })
    try call.checkArguments()
    let all = try reader.recommendations(audiences: audiences.included).filter {
      !audiences.excluded.contains($0.audience)
    }
    return try call.whole(all) { $1.write(to: &$0, in: call.context) }
  }

  static let guide = Endpoint(
    "/guide", "Why to attend, what to expect, how to choose, and tips",
    [Parameter("kind", .choices(GuideItem.kinds), "The kind of advice.", example: "tip")]
  ) { call in
    let kinds = call.arguments.choices("kind")
    try call.checkArguments()
    let items = try call.reader.guide(kinds: kinds.included).filter {
      !kinds.excluded.contains($0.kind)
    }
    return try call.whole(items) { $1.write(to: &$0, in: call.context) }
  }

  static let sources = Endpoint("/sources", "Where the data comes from") { call in
    try call.checkArguments()
    return try call.whole(try call.reader.sources()) { $1.write(to: &$0, in: call.context) }
  }

  static let source = Endpoint("/sources/{source}", "One source") { call in
    try call.checkArguments()
    let slug = call.capture("source")
    guard let source = try call.reader.sources(slug: slug).first else {
      try call.missing("source", slug, .source)
    }
    return try call.one { source.write(to: &$0, in: call.context) }
  }
}
