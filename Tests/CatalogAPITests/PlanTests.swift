import Foundation
import HTTP
import SQLite
import Testing

@testable import Catalog
@testable import CatalogAPI
@testable import CatalogForm
@testable import CatalogModel

let isUnderSanitizer =
  dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil

/// How SQLite answers every list with every filter in every order that its endpoint declares.
@Suite struct `Plans of questions` {
  /// Tables that grow with the catalog; the vocabulary is short.
  private static let large = [
    "conference", "session", "speaker", "track", "deadline", "filing", "session_speaker",
    "location", "series", "venue", "walk", "next",
  ]

  private struct ResolvedRequest: CustomStringConvertible {
    var endpoint: CatalogAPI.Operation
    var query: String
    var isRare: Bool

    var description: String { "\(endpoint.path)?\(query)" }
    var kind: RecordKind? {
      if case .list(let kind) = endpoint.content { kind } else { nil }
    }
  }

  /// All of them, as they follow from the declarations.
  private static func questions() -> [ResolvedRequest] {
    var questions: [ResolvedRequest] = []
    for endpoint in AllEndpoints.list
    where endpoint.parameters.contains(where: { $0.name == "explain" }) {
      guard case .list(let kind) = endpoint.content else { continue }
      var orders = [""]
      for case .sort(let names) in endpoint.parameters.map(\.kind) {
        orders += names.flatMap { [$0, "-\($0)"] }
      }
      var filters = [(query: "", isRare: false)]
      for parameter in endpoint.parameters where !PlanCatalog.others.contains(parameter.name) {
        if parameter.name == "format", case .oneOf = parameter.kind { continue }
        guard let values = PlanCatalog.values(parameter.name, kind) else {
          Issue.record("\(endpoint.path): no values of \(parameter.name) are asked for")
          continue
        }
        for (values, isRare) in [(values.usual, false), (values.rare, true)] {
          for value in values {
            filters.append(("\(parameter.name)=\(PercentEncoding.encode(value))", isRare))
          }
        }
      }
      for (filter, isRare) in filters {
        for order in orders {
          if order.hasSuffix("distance"), !filter.hasPrefix("near") { continue }
          if order.hasSuffix("relevance"), !filter.hasPrefix("q") { continue }
          // A search must have a word to find.
          if kind == nil, filter.hasPrefix("q=-") { continue }
          let needsWords = kind == nil && !filter.hasPrefix("q=") ? "q=common" : ""
          let sort = order.isEmpty ? "" : "sort=\(order)"
          questions.append(
            ResolvedRequest(
              endpoint: endpoint,
              query: ([needsWords, filter, sort].filter { !$0.isEmpty } + ["explain=1"])
                .joined(separator: "&"), isRare: isRare))
        }
      }
    }
    return questions
  }

  /// What may be sorted whole, and the bound of it.
  private static func mostSorted(_ question: ResolvedRequest) -> Int {
    // The best of a bounded number of matches.
    if question.query.contains("q=") && (question.kind == nil || !question.query.contains("sort="))
    {
      return .max
    }
    if question.query.contains("sort=relevance") || question.query.contains("sort=-relevance") {
      return .max
    }
    // The places in a box of the map.
    if question.query.contains("sort=distance") || question.query.contains("sort=-distance") {
      return .max
    }
    return ListPlan.fewRows
  }

  /// What is looked for in a walk through all although few may fit.
  private static func isWalked(_ question: ResolvedRequest) -> Bool {
    // There is no index of what is not under a topic.
    question.query.hasPrefix("topic=-ai")
      // A list that is an eighth as long as that of conferences, or shorter.
      || question.kind == .series
      // Words of deadlines are in no index: each is read. The same for the distance of venues.
      || question.kind == .deadline && question.query.hasPrefix("q=")
      || question.kind == .venue && question.query.hasPrefix("near=")
  }

  private static func isScan(_ step: String) -> Bool {
    guard step.hasPrefix("SCAN") else { return false }
    let table = step.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    return large.contains(table)
  }

  @Test(.disabled(if: isUnderSanitizer, "two thousand plans, all made by one thread"))
  func `Every filter in every order walks an index, and sorts no more than is bounded`()
    throws
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try CatalogStore(path: "\(folder)/x.db", seed: false, readTime: .seconds(600))
    defer { store.close() }
    try store.add(try CatalogDocument(json: Array(PlanCatalog.document.utf8)))
    let questions = Self.questions()
    #expect(questions.count > 2_000)
    for question in questions {
      let (first, second) = try store.database.readSync { try Self.answers(question, $0) }
      #expect(!first.plan.isEmpty, "\(question)")
      // Few rows are not looked for in a walk through all.
      if question.isRare, !Self.isWalked(question) {
        #expect(!Self.isScan(first.plan[0]), "\(question): \(first.plan)")
        let ranges = ["(sort_start>", "(sort_start<", "(sort_at>", "(sort_at<"]
        let isTime = ["phase=", "from=", "to=", "within=", "month=", "when="].contains {
          question.query.contains($0)
        }
        let walks = first.plan.filter { step in
          !isTime && step.hasPrefix("SEARCH") && !step.hasPrefix("SEARCH next")
            && ranges.contains { step.contains($0) }
        }
        #expect(walks.isEmpty, "\(question): \(first.plan)")
      }
      for answer in [first, second].compactMap(\.self) {
        let unbounded = answer.plan.filter { Self.isScan($0) && !$0.contains("USING") }
        #expect(unbounded.isEmpty, "\(question): \(answer.plan)")
        if answer.plan.contains(where: { $0.hasSuffix("TEMP B-TREE FOR ORDER BY") }) {
          let sorted = first.page.total ?? .max
          #expect(sorted <= Self.mostSorted(question), "\(question): \(sorted) \(answer.plan)")
        }
      }
    }
  }

  /// The answers of a question's first and second page.
  private static func answers(
    _ question: ResolvedRequest, _ connection: Connection
  ) throws -> (first: ListResult, second: ListResult?) {
    let now = Instant(seconds: 1_780_000_000)
    let arguments = Arguments(
      question.query, path: question.endpoint.path, question.endpoint.parameters, now: now)
    let captures = [
      "conference": "c-7", "series": "main", "speaker": "p-7", "track": "c-7-one",
      "venue": "hall-boston",
    ]
    let call = RequestContext(
      arguments, captures: captures, reader: try CatalogReader(connection),
      baseURL: "http://x.test", path: question.endpoint.path, now: now, endpoints: [],
      probes: Probes())
    guard case .list(var list) = try question.endpoint.reading?(call) else {
      Issue.record("\(question) is no list")
      return (ListResult(page: Page(elements: [], total: nil)), nil)
    }
    list.page.limit = 20
    let first = try list.read(call.reader, list.page)
    guard let next = first.page.next else { return (first, nil) }
    return (first, try list.read(call.reader, PageRequest(limit: 20, after: next)))
  }
}
