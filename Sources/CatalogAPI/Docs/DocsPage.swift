import HTTP

/// The manual for people, written from the same declarations that are served.
struct DocsPage {
  let endpoints: [Operation]
  let problems: KeyValuePairs<String, String>
  let baseURL: String

  /// Everything that the page loads comes from here, and it can send nothing elsewhere.
  static let securityPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self';"
    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

  static let stylePath = "/docs/style.css"
  static let scriptPath = "/docs/script.js"

  func html() -> String {
    var page = HTMLText()
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    page.element("title", [:], "Conference Catalog: the manual of its API")
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
    page.raw("<meta name=\"description\" content=\"How to ask the Conference Catalog.\">\n")
    page.raw("<link rel=\"stylesheet\" href=\"\(Self.stylePath)\">\n")
    page.raw("<link rel=\"service-desc\" href=\"/openapi.json\">\n")
    page.raw("<script src=\"\(Self.scriptPath)\" defer></script>\n</head>\n<body>\n")
    page.raw("<a class=\"skip\" href=\"#content\">To the content</a>\n")
    page.element("header") { page in
      page.element("h1", [:], "Conference Catalog")
      page.paragraph(
        "Machine-learning conferences: what is on, where and when, about what, for whom, which"
          + " deadlines there are, and what is on the programme. Every answer says where its facts"
          + " come from, and what is unknown stays unknown.")
    }
    page.element("div", ["class": "columns"]) { page in
      page.element("nav", ["aria-label": "Contents"], contents)
      page.element("main", ["id": "content"]) { page in
        guide(&page)
        reference(&page)
        problemList(&page)
      }
    }
    page.raw("\n</body>\n</html>\n")
    return page.html
  }

  private func contents(_ page: inout HTMLText) {
    page.element("details", ["open": ""]) { page in
      page.element("summary", [:], "Contents")
      page.element("ul") { page in
        for section in Self.sections {
          item(section.id, section.title, &page)
        }
        item("endpoints", "All endpoints", &page)
        page.element("li") { page in
          page.element("ul") { page in
            for endpoint in endpoints {
              item(Self.anchor(endpoint), endpoint.title, isCode: true, &page)
            }
          }
        }
        item("problems", "Problems", &page)
      }
    }
  }

  private func item(
    _ anchor: String, _ title: String, isCode: Bool = false, _ page: inout HTMLText
  ) {
    page.element("li") { page in
      page.element("a", ["href": "#\(anchor)"]) { page in
        if isCode { page.element("code") { $0.text(title) } } else { page.text(title) }
      }
    }
    page.raw("\n")
  }

  static func anchor(_ endpoint: Operation) -> String { "op-\(endpoint.name)" }

  /// A line to copy into a terminal, or to try on the page.
  func curl(_ path: String, options: String = "", _ page: inout HTMLText) {
    let line = "curl \(options.isEmpty ? "" : options + " ")'\(baseURL)\(path)'"
    page.element("div", ["class": "curl"]) { page in
      page.element("pre", ["tabindex": "0"]) { page in
        page.element("code") { $0.text(line) }
      }
      page.element("a", ["class": "open", "href": path]) { $0.text("open") }
    }
    page.raw("\n")
  }
}
