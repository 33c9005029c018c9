import Catalog
import HTTP

/// The manual and the OpenAPI document.
enum ManualEndpoints {
  static let list = [docs, script, openAPI]

  static let docs = file("/docs", "The manual", .html) { call in
    let page = DocsPage(
      endpoints: described, problems: ProblemKind.described, baseURL: call.baseURL)
    return FileContent(bytes: page.html(), type: .html, fields: HTMLPage.fields)
  }

  static let script = file(DocsPage.scriptPath, "The script of the manual", javaScript) { _ in
    FileContent(bytes: Array(DocsAssets.script.utf8), type: javaScript)
  }

  static let openAPI = file(
    "/openapi.json", "The description of the API for programs (OpenAPI 3.1)",
    OpenAPIDocument.mediaType
  ) { call in
    let document = OpenAPIDocument(endpoints: described, baseURL: call.baseURL)
    return FileContent(bytes: document.json(), type: OpenAPIDocument.mediaType)
  }

  /// All documented operations: those that do not only serve files for the manual or the HTML
  /// pages.
  private static var described: [Operation] {
    let site = Set(SiteEndpoints.list.map(\.path))
    return AllEndpoints.list.filter { !$0.path.hasPrefix("/docs/") && !site.contains($0.path) }
  }

  private static let utf8 = [MediaType.Parameter(name: "charset", value: "utf-8")]
  private static let javaScript = MediaType("text", "javascript", parameters: utf8)

  private static func file(
    _ path: String, _ summary: String, _ type: MediaType,
    _ make: @escaping @Sendable (RequestContext) -> FileContent
  ) -> Operation {
    Operation(path, summary, content: .file(type)) { call in
      try call.checkArguments()
      return .content(make(call))
    }
  }
}
