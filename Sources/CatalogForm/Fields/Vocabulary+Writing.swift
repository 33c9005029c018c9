public import CatalogModel
public import JSON

extension Recommendation {
  public func write(to json: inout JSONWriter, in context: RepresentationContext) {
    json.object { json in
      if context.isResponse {
        let publicID = RecordKind.recommendation.publicID(id)
        json.identity(
          "recommendation", publicID, "recommendations/\(publicID)", stamp, context)
      } else {
        json.member("type", "recommendation")
        if !context.showsOthers { json.member("id", id) }
      }
      let subject =
        series.map { ("series", "series", $0) }
        ?? ("conference", "conferences", conference ?? "")
      json.member("audience", audience)
      json.text("audience_name", .audience, audience, context)
      json.member(subject.0, subject.2)
      json.object("subject") { json in
        json.member("type", subject.0)
        json.member("id", subject.2)
        json.member("name", subjectName)
        if context.isResponse { json.member("display_name", subjectDisplayName) }
        json.url("url", "\(subject.1)/\(subject.2)", context)
      }
      json.member("as_named", asNamed)
      json.member("reason", reason)
      json.member("source", source)
    }
  }
}
