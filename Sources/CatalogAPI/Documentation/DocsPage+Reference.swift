import Catalog
import CatalogForm
import HTTP

extension DocsPage {
  func reference(_ page: inout HTMLWriter) {
    page.element("section", ["id": "endpoints"]) { page in
      page.element("h2", [:], "All endpoints")
      var described: [ParameterText: String] = [:]
      for endpoint in endpoints {
        page.element("article", ["id": endpoint.anchor]) { page in
          describe(endpoint, &described, &page)
        }
        page.raw("\n")
      }
    }
    page.raw("\n")
  }

  /// The texts in a row of a table of parameters.
  private struct ParameterText: Hashable {
    let texts: [String]

    init(_ parameter: Parameter) {
      texts = [parameter.name, parameter.description, parameter.expected, parameter.example]
    }
  }

  /// Describes an operation.
  ///
  /// A parameter that was described before links to its earlier row.
  private func describe(
    _ endpoint: Operation, _ described: inout [ParameterText: String], _ page: inout HTMLWriter
  ) {
    page.element("h3") { page in
      page.element("code") { $0.text(endpoint.title) }
    }
    page.paragraph(endpoint.summary + ".")
    if endpoint.forms.count > 1 {
      page.element("p", ["class": "forms"]) { page in
        page.text("Output formats: ")
        for form in endpoint.forms {
          page.element("code") { $0.text(form.fileExtension) }
          page.text(" ")
        }
      }
      page.raw("\n")
    }
    curl(
      endpoint.examplePath, options: endpoint.curlOptions, opens: endpoint.method == .get, &page)
    guard !endpoint.parameters.isEmpty else { return }
    page.element("details") { page in
      page.element(
        "summary", [:],
        endpoint.parameters.count == 1 ? "1 parameter" : "\(endpoint.parameters.count) parameters")
      let known = endpoint.parameters.filter { described[ParameterText($0)] != nil }
      let new = endpoint.parameters.filter { described[ParameterText($0)] == nil }
      if !new.isEmpty {
        page.element("div", ["class": "scroll", "tabindex": "0"]) { page in
          page.element("table") { page in
            page.raw("<thead><tr><th>name<th>meaning<th>value<th>example</thead>\n")
            page.element("tbody") { page in
              for parameter in new { row(parameter, of: endpoint, &page) }
            }
          }
        }
      }
      if !known.isEmpty {
        page.element("p") { page in
          page.text(new.isEmpty ? "As above: " : "And as above: ")
          for parameter in known {
            let row = described[ParameterText(parameter)] ?? ""
            page.element(
              "a", ["id": endpoint.anchor(of: parameter), "href": "#\(row)"]
            ) { page in
              page.element("code") { $0.text(parameter.name) }
            }
            page.raw(" ")
          }
        }
      }
      for parameter in new {
        described[ParameterText(parameter)] = endpoint.anchor(of: parameter)
      }
    }
  }

  private func row(_ parameter: Parameter, of endpoint: Operation, _ page: inout HTMLWriter) {
    page.element("tr", ["id": endpoint.anchor(of: parameter)]) { page in
      page.element("th", ["scope": "row"]) { page in
        page.element("code") { $0.text(parameter.name) }
      }
      page.element("td", ["class": "meaning"]) { $0.prose(parameter.description) }
      page.element("td") { $0.text(parameter.expected) }
      page.element("td") { page in
        guard !parameter.example.isEmpty else { return }
        page.element("code") { $0.text(parameter.example) }
      }
    }
    page.raw("\n")
  }

  func problemList(_ page: inout HTMLWriter) {
    page.element("section", ["id": "problems"]) { page in
      page.element("h2", [:], "Problems")
      page.paragraph(
        "An error response is an `application/problem+json` document (RFC 9457). Its `type` leads"
          + " to this section, and `errors` lists every error with what is expected.")
      page.element("dl") { page in
        for (name, meaning) in problems {
          page.element("dt", ["id": "problem-\(name)"]) { page in
            page.element("code") { $0.text(name) }
          }
          page.element("dd") { $0.prose(meaning) }
          page.raw("\n")
        }
      }
    }
    page.raw("\n")
  }
}
