import Catalog
import CatalogForm
import HTTP

extension Operation {
  /// The names in the braces of its path.
  var captures: [String] {
    segments.filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
  }

  /// The ID of a record in the seed data, for each name in braces.
  static let captureExamples = [
    "conference": "vldb-2026", "series": "vldb", "session": "colt-2020-keynote-1",
    "track": "emnlp-2020-computational-social-science-and-social-media", "speaker": "a-gretton",
    "topic": "nlp", "room": "emnlp-2023-aquarius-1", "recommendation": "researcher--neurips",
    "deadline": "vldb-2026--paper-round-1", "audience": "researcher",
    "venue": "anaheim-convention-center-anaheim", "place": "aachen",
    "source": "seed-article", "guide_item": "tip-book-early", "problem": "invalid-query",
  ]

  /// "listConferenceTracks" of "/conferences/{conference}/tracks", "getSeries" of
  /// "/series/{series}".
  var name: String {
    var words: [String] = []
    for (index, segment) in segments.enumerated() {
      if segment.hasPrefix("{") {
        words.append(String(segment.dropFirst().dropLast()))
      } else if !(index + 1 < segments.count && segments[index + 1].hasPrefix("{")) {
        words.append(contentsOf: segment.split(separator: ".").map(String.init))
      }
    }
    return verb + (words.isEmpty ? ["root"] : words).map(\.capitalizedFirst).joined()
  }

  private var verb: String {
    switch method {
    case .post: "create"
    case .put: "replace"
    case .patch: "change"
    case .delete: "delete"
    default: if case .list = content { "list" } else { "get" }
    }
  }

  /// The heading in the manual: the path, preceded by the method unless it is GET.
  var title: String { method == .get ? path : "\(method) \(path)" }

  /// The options of curl besides the URL; the token is in a shell variable, and the content in a
  /// file.
  var curlOptions: String {
    var options: [String] = []
    if method != .get { options.append("-X \(method)") }
    if scope != nil { options.append("-H \"Authorization: Bearer $TOKEN\"") }
    if isConditional { options.append("-H \"If-Match: $ETAG\"") }
    if let type = body?.types.first {
      options.append("-H \"Content-Type: \(type)\" --data-binary @FILE")
    }
    return options.joined(separator: " ")
  }

  /// The OpenAPI tag: the first segment of the path.
  var tag: String { segments.first ?? "catalog" }
}

extension Operation {
  /// A path that works: the IDs of seed records replace the names in braces.
  var examplePath: String {
    let filled = segments.map { segment in
      guard segment.hasPrefix("{") else { return segment }
      return Self.captureExamples[String(segment.dropFirst().dropLast())] ?? segment
    }
    let path = "/" + filled.joined(separator: "/")
    let required = parameters.filter(\.isRequired).map { (name: $0.name, value: $0.example) }
    return required.isEmpty ? path : "\(path)?\(PercentEncoding.query(required))"
  }
}

extension Operation {
  /// The ID of the operation's section in the manual.
  var anchor: String { "op-\(name)" }

  func anchor(of parameter: Parameter) -> String { "\(anchor)-\(parameter.name)" }
}

extension Problem {
  /// Returns the problem with a link to the manual for each error of a parameter.
  func explained(by endpoint: Operation) -> Problem {
    var problem = self
    for (index, mistake) in mistakes.enumerated() where mistake.pointer == nil {
      let parameter = endpoint.parameters.first {
        $0.name == mistake.suggestion && mistake.code == "unknown-parameter"
          || $0.name == mistake.parameter
      }
      problem.mistakes[index].manual =
        "/docs#\(parameter.map { endpoint.anchor(of: $0) } ?? endpoint.anchor)"
    }
    return problem
  }
}
