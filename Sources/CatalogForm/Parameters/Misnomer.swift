import CatalogModel

/// A parameter of other APIs that clients try, with what to use here instead.
package struct Misnomer {
  /// The parameters to use instead, the most likely first.
  package var parameters: [String]
  /// A sentence of advice; `nil` if the names suffice.
  package var advice: String?
  /// The items with the same meaning; `nil` if the value leaves the meaning open.
  package var items: [QueryItem]?

  /// Fails if the name is unknown, or if the endpoint has none of the parameters to use instead.
  package init?(_ item: QueryItem, among declared: [Parameter]) {
    let names = Set(declared.map(\.name))
    let name = item.name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != "[" && $0 != "]" }
    let isFlag = ["1", "true", "yes"].contains(item.value.lowercased())
    if item.value.isEmpty || isFlag && Self.known[name] == nil,
      let bare = Self.bareWord(item.name.lowercased(), among: declared)
    {
      self = bare
      return
    }
    // "filter[topic]" and "filter.topic" name the parameter that they mean.
    if name.hasPrefix("filter"),
      let meant = names.filter({ name.hasSuffix($0.filter { $0 != "_" }) }).max(by: {
        $0.count < $1.count
      })
    {
      self = Misnomer(meant, item.value)
      return
    }
    guard let (targets, advice) = Self.known[name] else { return nil }
    let isOfDeadlines = names.contains("within")
    parameters = targets.filter { target in
      // In a list of conferences `to` is not about deadlines.
      names.contains(target) && (isOfDeadlines || target != "to" || !targets.contains("within"))
    }
    self.advice = advice
    guard let first = parameters.first else {
      guard advice != nil else { return nil }
      return
    }
    guard !item.value.isEmpty else { return }
    switch name {
    case "page", "offset", "skip", "pagenumber", "p":
      items = []
    case "perpage", "pagesize", "size", "count", "max", "top", "take", "first", "n", "rows":
      items = Int(item.value).map { [("limit", "\(min(max($0, 1), 500))")] }
    case "date", "day", "on":
      items = DaySpan.parse(item.value).map {
        [("from", $0.first.description), ("to", $0.last.description)]
      }
    case "deadline", "due", "deadlines":
      let isSpan = DaySpan.duration(item.value) != nil
      let target = (isOfDeadlines ? "" : "deadline.") + (isSpan ? "within" : "to")
      if names.contains(target) { items = [(target, item.value)] }
    case "within", "days", "next", "deadlinedays":
      items = [(first, Int(item.value) == nil ? item.value : "\(item.value)d")]
    case "when", "phase", "dates", "period", "time":
      let status = declared.first { $0.name == "status" }
      if names.contains("when") {
        items = [("when", item.value)]
      } else if let status, case .choices(let values) = status.kind,
        let value = ValueSynonyms.canonicalValue(for: item.value, of: "status", among: values)
      {
        parameters = ["status"]
        items = [("status", value)]
      } else {
        parameters.removeAll { $0 == "status" }
        items = DaySpan.parse(item.value).map {
          [("from", $0.first.description), ("to", $0.last.description)]
        }
      }
    case "core", "ccf", "era", "thcpl":
      items = [(first, item.value.contains(":") ? item.value : "\(name):\(item.value)")]
    case "state":
      let status = declared.first { $0.name == "status" }
      if let status, case .choices(let values) = status.kind, values.contains(item.value) {
        parameters = ["status"]
        items = [("status", item.value)]
      } else {
        items = [(first, item.value)]
      }
    case "online", "virtual", "remote":
      items = [("format", "virtual")]
    case "sortby", "order", "orderby", "ordering", "sorting":
      let allowed = declared.first { $0.name == "sort" }
      let words = item.value.lowercased().split { " :,".contains($0) }.map(String.init)
      if let allowed, case .sort(let keys) = allowed.kind,
        let key = words.first(where: keys.contains)
      {
        items = [("sort", words.contains("desc") ? "-\(key)" : key)]
      }
    default:
      items = [(first, item.value)]
    }
  }

  private init(_ parameter: String, _ value: String, advice: String? = nil) {
    parameters = [parameter]
    self.advice = advice
    items = [(parameter, value)]
  }

  /// Returns a value without its parameter: `?upcoming`.
  static func bareWord(_ word: String, among declared: [Parameter]) -> Misnomer? {
    for parameter in declared {
      switch parameter.kind {
      case .span where ["upcoming", "future", "past", "ongoing", "today"].contains(word):
        return Misnomer(parameter.name, word)
      case .choices(let values), .oneOf(let values):
        if !word.isEmpty,
          let value = ValueSynonyms.canonicalValue(for: word, of: parameter.name, among: values)
        {
          return Misnomer(parameter.name, value)
        }
      default: continue
      }
    }
    return nil
  }

  private typealias Entry = ([String], String?)

  private static let pages = "Lists have cursors instead of page numbers: follow `page.next`."
  private static let known: [String: Entry] = [
    "location": (["city", "region", "country", "near"], nil),
    "place": (["city", "region", "country", "near"], nil),
    "where": (["city", "region", "country", "near"], nil),
    "loc": (["city", "region", "country", "near"], nil),
    "town": (["city"], nil), "state": (["region"], nil), "province": (["region"], nil),
    "continent": (["region"], nil), "nation": (["country"], nil), "area": (["region"], nil),
    "lat": (["near"], "Its value is a latitude and a longitude, or a city."),
    "lon": (["near"], "Its value is a latitude and a longitude, or a city."),
    "lng": (["near"], "Its value is a latitude and a longitude, or a city."),
    "around": (["near"], nil), "distance": (["radius"], nil),
    "page": (["cursor"], pages), "offset": (["cursor"], pages), "skip": (["cursor"], pages),
    "pagenumber": (["cursor"], pages), "p": (["cursor"], pages),
    "perpage": (["limit"], nil), "pagesize": (["limit"], nil), "size": (["limit"], nil),
    "count": (["limit"], nil), "max": (["limit"], nil), "top": (["limit"], nil),
    "take": (["limit"], nil), "first": (["limit"], nil), "n": (["limit"], nil),
    "rows": (["limit"], nil),
    "order": (["sort"], "A hyphen before a name sorts in descending order."),
    "orderby": (["sort"], "A hyphen before a name sorts in descending order."),
    "ordering": (["sort"], "A hyphen before a name sorts in descending order."),
    "sorting": (["sort"], "A hyphen before a name sorts in descending order."),
    "sortby": (["sort"], "A hyphen before a name sorts in descending order."),
    "search": (["q"], nil), "query": (["q"], nil), "keyword": (["q"], nil), "text": (["q"], nil),
    "keywords": (["q"], nil), "term": (["q"], nil), "s": (["q"], nil), "name": (["q"], nil),
    "title": (["q"], nil), "filter": (["q"], nil),
    "date": (["from", "to"], nil), "day": (["from", "to"], nil), "on": (["from", "to"], nil),
    "start": (["from"], nil), "startdate": (["from"], nil), "after": (["from"], nil),
    "since": (["from"], nil), "datefrom": (["from"], nil), "end": (["to"], nil),
    "enddate": (["to"], nil), "before": (["to"], nil), "until": (["to"], nil),
    "dateto": (["to"], nil), "period": (["when", "status", "from", "to"], nil),
    "time": (["when", "status", "from", "to"], nil),
    "when": (["status", "from", "to"], nil), "phase": (["when", "status"], nil),
    "dates": (["when", "from", "to"], nil),
    "within": (["deadline.within"], nil), "days": (["within", "deadline.within"], nil),
    "next": (["within", "deadline.within"], nil),
    "deadlinedays": (["within", "deadline.within"], nil),
    "deadline": (["within", "deadline.within", "to", "deadline.to"], nil),
    "due": (["within", "deadline.within", "to", "deadline.to"], nil),
    "deadlines": (["within", "deadline.within", "to", "deadline.to"], nil),
    "type": (["kind"], nil), "kind": (["type"], nil), "category": (["topic"], nil),
    "tag": (["topic"], nil),
    "tags": (["topic"], nil), "topics": (["topic"], nil), "subject": (["topic"], nil),
    "field": (["topic"], nil), "sub": (["topic"], nil), "theme": (["topic"], nil),
    "audiences": (["audience"], nil), "target": (["audience"], nil),
    "for": (["audience"], nil), "recommendedfor": (["audience"], nil),
    "estimated": (["expected"], nil), "estimates": (["expected"], nil),
    "predicted": (["expected"], nil), "organizer": (["q"], nil), "organiser": (["q"], nil),
    "publisher": (["q"], nil), "venue": (["city", "q"], nil),
    "attendance": (["format"], nil), "mode": (["format"], nil), "online": (["format"], nil),
    "virtual": (["format"], nil), "remote": (["format"], nil),
    "ranking": (["rank"], "Its value is a system and a rank, such as `core:A*`."),
    "tier": (["rank"], "Its value is a system and a rank, such as `core:A*`."),
    "core": (["rank"], "Its value is a system and a rank, such as `core:A*`."),
    "ccf": (["rank"], "Its value is a system and a rank, such as `ccf:A`."),
    "era": (["rank"], "Its value is a system and a rank, such as `era:A`."),
    "thcpl": (["rank"], "Its value is a system and a rank, such as `thcpl:A`."),
    "select": (["fields"], nil), "columns": (["fields"], nil), "only": (["fields"], nil),
    "members": (["fields"], nil), "expand": (["include"], nil), "with": (["include"], nil),
    "embed": (["include"], nil), "facet": (["facets"], nil), "aggregate": (["facets"], nil),
    "timezone": (["tz"], nil), "zone": (["tz"], nil), "author": (["speaker"], nil),
    "event": (["conference"], nil), "conf": (["conference"], nil), "lang": (["language"], nil),
    "acronym": (["series", "q"], nil),
  ]
}
