import Catalog
import CatalogForm
import CatalogModel
import HTTP

/// A routed request with all that its response depends on besides the data.
///
/// It can be run again, for the next part of a long list.
struct ResolvedRequest: Sendable {
  let route: Router.Route
  /// The closure of the operation that reads.
  let reading: @Sendable (RequestContext) throws -> Answer
  let form: Representation
  /// The extension of the path, with its dot.
  let suffix: String
  /// Whether Accept chose the representation, and not the URL.
  let isNegotiated: Bool
  /// The path without its extension.
  let path: String
  let query: String?
  let isLenient: Bool
  let baseURL: String
  /// The authority in lasting IDs, such as the UIDs of calendars.
  let authority: String
  /// When a reader begins with it, in whole seconds.
  var now: Instant
  let endpoints: [Operation]
  let probes: Probes
  /// The client and the estimated cost, for scheduling among the readers.
  let readRequest: CatalogRead
  let limits: ResponseLimits
  /// Called with the error that ends a streamed list before its end.
  let onError: @Sendable (any Error) -> Void
  /// The ID of the request, for problems only; the response does not depend on it.
  let requestID: String

  init(
    _ request: Request, _ key: AnswerKey, _ route: Router.Route,
    reading: @escaping @Sendable (RequestContext) throws -> Answer, _ choice: RepresentationChoice,
    _ form: Representation,
    baseURL: String, now: Instant, endpoints: [Operation],
    _ configuration: APIConfiguration,
    onError: @escaping @Sendable (any Error) -> Void
  ) {
    self.onError = onError
    probes = configuration.probes
    limits = configuration.limits
    readRequest = Self.readRequest(
      for: request, key, route, choice.query, form, recordBytes: configuration.recordBytes)
    requestID = request.id
    self.route = route
    self.reading = reading
    self.form = form
    isNegotiated = choice.suffix.isEmpty
    // An extension that names another representation here is not repeated in links.
    let named = route.endpoint.forms.named(byExtension: form.fileExtension)
    suffix = named == form ? choice.suffix : ""
    path =
      "/"
      + choice.segments.filter { !$0.isEmpty }.map { PercentEncoding.encode($0) }.joined(
        separator: "/")
    // A browser's form submits its empty fields too.
    var choice = choice
    if form.isPage { choice.removeEmptyItems() }
    query = choice.query
    isLenient = Prefer.value("handling", of: request) == "lenient"
    self.baseURL = baseURL
    authority = configuration.authority
    self.now = now
    self.endpoints = endpoints
  }

  func call(_ reader: CatalogReader) throws -> RequestContext {
    let arguments = Arguments(
      query, path: path, route.endpoint.parameters(in: form), now: now, isLenient: isLenient)
    // A cursor belongs to the representations that have the order of its list.
    switch form.order {
    case .latestChangeFirst: arguments.order = "atom"
    case .byTime where route.endpoint.content.kind?.hasTime ?? false: arguments.order = "by time"
    case .byTime, .aheadFirst: break
    }
    if form.isPage, Self.isByName(route.endpoint.content.kind, arguments) {
      arguments.order = "by name"
    }
    // All representations reject invalid values, also those that ignore the parameter.
    _ = arguments.oneOf("vague")
    _ = arguments.integer("min_revision")
    _ = arguments.oneOf("papers")
    _ = FormParameters.alarm(arguments)
    for value in arguments.values("format") where isForm(route.endpoint) {
      arguments.report("format", value)
    }
    return RequestContext(
      arguments, captures: route.captures,
      reader: reader, baseURL: baseURL, path: path, now: now, endpoints: endpoints, probes: probes,
      limits: limits)
  }

  /// Whether readers get the list by name, where programs get it by ID.
  static func isByName(_ kind: RecordKind?, _ arguments: Arguments) -> Bool {
    kind == .series && !arguments.isGiven("sort") && !arguments.isGiven("q")
  }

  /// Whether `format` can only name a representation.
  ///
  /// `RepresentationChoice` has removed the values that do.
  private func isForm(_ endpoint: Operation) -> Bool {
    endpoint.parameters.contains { parameter in
      if parameter.name == "format", case .oneOf = parameter.kind { true } else { false }
    }
  }

  /// Returns the URL of a query of this path in a representation.
  func url(_ items: [QueryItem], _ form: Representation) -> String {
    let suffix = form.isEnvelope ? "" : ".\(form.fileExtension)"
    let url = "\(baseURL)\(path)\(suffix)"
    return items.isEmpty ? url : "\(url)?\(PercentEncoding.query(items))"
  }
}
