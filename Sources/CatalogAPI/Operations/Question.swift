import Catalog
import CatalogModel
import HTTP

/// A request as it is asked of a reader: all that an answer depends on besides the data.
///
/// It can be asked again, for the next part of a long list.
struct Question: Sendable {
  let route: Router.Route
  /// How the operation reads.
  let reading: @Sendable (Call) throws -> Answer
  let form: Representation
  /// The extension of the path, with its dot.
  let suffix: String
  /// Whether Accept decides the form, and nothing in the URL.
  let isNegotiated: Bool
  /// The path without its extension.
  let path: String
  let query: String?
  let isLenient: Bool
  let baseURL: String
  /// Who mints lasting ids.
  let authority: String
  /// When a reader begins with it: the clock's whole second.
  var now: Instant
  let endpoints: [Operation]
  let probes: Probes
  /// Who asks, and how much it may cost.
  let readRequest: CatalogRead
  let limits: ResponseLimits
  /// Told of the error that ends a list in its midst.
  let onError: @Sendable (any Error) -> Void
  /// For a problem; it plays no part in what is answered.
  let requestID: String

  init(
    _ request: Request, _ key: AnswerKey, _ route: Router.Route,
    reading: @escaping @Sendable (Call) throws -> Answer, _ choice: FormChoice,
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
    // A browser's form sends its empty fields too.
    query = form.isPage ? choice.query.map(Self.withoutEmpty) : choice.query
    isLenient = Prefer.value("handling", of: request) == "lenient"
    self.baseURL = baseURL
    authority = configuration.authority
    self.now = now
    self.endpoints = endpoints
  }

  func call(_ reader: CatalogReader) throws -> Call {
    let arguments = Arguments(
      query, path: path, route.endpoint.parameters(in: form), now: now, isLenient: isLenient)
    // A cursor belongs to the representations that have the order of its list.
    switch form.order {
    case .latestChangeFirst: arguments.order = "atom"
    case .byTime where route.endpoint.content.kind?.hasTime ?? false: arguments.order = "by time"
    case .byTime, .aheadFirst: break
    }
    // Whatever the form, no value is passed over in silence.
    _ = arguments.oneOf("vague")
    _ = arguments.integer("min_revision")
    _ = arguments.oneOf("papers")
    _ = FormParameters.alarm(arguments)
    for value in arguments.values("format") where isForm(route.endpoint) {
      arguments.report("format", value)
    }
    return Call(
      arguments, captures: route.captures,
      reader: reader, baseURL: baseURL, path: path, now: now, endpoints: endpoints, probes: probes,
      limits: limits)
  }

  private static func withoutEmpty(_ query: String) -> String {
    query.split(separator: "&").filter { !$0.hasSuffix("=") }.joined(separator: "&")
  }

  /// Whether `format` is the form of the answer and nothing else; one that is known was taken out.
  private func isForm(_ endpoint: Operation) -> Bool {
    endpoint.parameters.contains { parameter in
      if parameter.name == "format", case .oneOf = parameter.kind { true } else { false }
    }
  }

  /// The URL of the same question in a form.
  func url(_ items: [QueryItem], _ form: Representation) -> String {
    let suffix = form.isEnvelope ? "" : ".\(form.fileExtension)"
    let url = "\(baseURL)\(path)\(suffix)"
    return items.isEmpty ? url : "\(url)?\(PercentEncoding.query(items))"
  }
}
