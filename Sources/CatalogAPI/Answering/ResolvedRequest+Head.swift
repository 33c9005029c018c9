import Catalog
import CatalogForm
import CatalogModel
import HTTP

/// The metadata of a list, for the writer of its representation.
extension ResolvedRequest {
  func head(_ list: ListRequest, _ call: RequestContext, next: String?) throws -> ListMetadata {
    let filters = call.arguments.asked.filter { !PresentationParameters.untitled.contains($0.name) }
    let kind = list.kind?.collection ?? "search"
    let place = route.captures.isEmpty ? "" : " of \(route.captures.values.sorted().joined())"
    let what = filters.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    let title = kind.capitalizedFirst + place + (what.isEmpty ? "" : ": \(what)")
    var head = head(title: list.title ?? title, kind: list.kind, call, next: next)
    head.fields = list.fields
    let local = list.localZone == nil ? [] : TableColumn.local(list.kind).map(\.name)
    if list.fields.isEmpty, !list.firstColumns.isEmpty || !local.isEmpty {
      head.fields = list.firstColumns + TableColumn.all(of: list.kind).map(\.name) + local
    }
    head.topicLabels = try call.reader.topicLabels()
    return head
  }

  func head(
    title: String, kind: RecordKind?, _ call: RequestContext, next: String?
  ) -> ListMetadata {
    let asked = call.arguments.asked
    let lasting = asked.filter { !["cursor", "pretty"].contains($0.name) }
    let question = PercentEncoding.query(lasting)
    return ListMetadata(
      title: title, kind: kind, baseURL: baseURL, authority: authority,
      question: String(path.dropFirst()) + (question.isEmpty ? "" : "?\(question)"),
      url: url(asked, form), jsonURL: url(lasting, .json), nextURL: next,
      includesVague: call.arguments.oneOf("vague") == "include",
      alarm: FormParameters.alarm(call.arguments))
  }
}
