import HTTP

/// The HTML manual at /docs, generated from the declarations of the operations.
struct DocsPage {
  let endpoints: [Operation]
  let problems: [(name: String, meaning: String)]
  let baseURL: String

  static let scriptPath = "/docs/script.js"

  func html() -> [UInt8] {
    var frame = HTMLPage(title: "Manual", baseURL: baseURL)
    frame.description = "How to use the API of the Conference Catalog."
    frame.canonical = "\(baseURL)/docs"
    frame.section = "docs"
    frame.scripts = [Self.scriptPath]
    return frame.bytes { page in
      page.paragraph(
        "The manual of an API about machine-learning conferences: when and where they take place,"
          + " their topics, audiences, deadlines and programmes. Records name their sources, and"
          + " unknown values stay unknown.")
      page.element("div", ["class": "manual"]) { page in
        page.element("nav", ["class": "contents", "aria-label": "Contents"], contents)
        page.element("div") { page in
          guide(&page)
          reference(&page)
          problemList(&page)
        }
      }
    }
  }

  private func contents(_ page: inout HTMLWriter) {
    page.element("details", ["open": ""]) { page in
      page.element("summary", [:], "Contents")
      page.element("ul") { page in
        for section in Self.sections + Self.data {
          item(section.id, section.title, &page)
        }
        item("endpoints", "All endpoints", &page)
        page.element("li") { page in
          page.element("ul") { page in
            for endpoint in endpoints {
              item(endpoint.anchor, endpoint.title, isCode: true, &page)
            }
          }
        }
        item("problems", "Problems", &page)
      }
    }
  }

  private func item(
    _ anchor: String, _ title: String, isCode: Bool = false, _ page: inout HTMLWriter
  ) {
    page.element("li") { page in
      page.element("a", ["href": "#\(anchor)"]) { page in
        if isCode { page.element("code") { $0.text(title) } } else { page.text(title) }
      }
    }
    page.raw("\n")
  }

  /// Writes a curl command with its buttons.
  func curl(
    _ path: String, options: String = "", opens: Bool = true, _ page: inout HTMLWriter
  ) {
    let line = "curl \(options.isEmpty ? "" : options + " ")'\(baseURL)\(path)'"
    page.element("div", ["class": "curl"]) { page in
      page.element("pre", ["tabindex": "0"]) { page in
        page.element("code") { $0.text(line) }
      }
      if opens { page.element("a", ["class": "open", "href": path]) { $0.text("open") } }
    }
    page.raw("\n")
  }
}
