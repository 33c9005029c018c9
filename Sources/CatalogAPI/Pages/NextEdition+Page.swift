import CatalogModel

/// The next edition of a series in words.
extension NextEdition {
  /// The months that are expected, for example "April 2027 to June 2027"; nil without an
  /// expectation.
  var expectedText: String? {
    guard let expected else { return nil }
    return [expected.months.lowerBound, expected.months.upperBound].map(\.text).distinct
      .joined(separator: " to ")
  }

  /// Writes the announced edition, or the expected months with the editions that suggest them.
  func write(to page: inout HTMLWriter, _ baseURL: String) {
    if let announced {
      page.element("p", ["class": "big"]) {
        $0.link(announced.displayName, "\(baseURL)/conferences/\(announced.id)")
      }
      if let dates = announced.dates?.pageText { page.element("p", [:], dates) }
      return
    }
    guard let expected, let expectedText else {
      return page.element("p", [:], "The next edition is not announced.")
    }
    page.element(
      "p", ["class": "note"],
      "The next edition is not announced. Past editions suggest \(expectedText):")
    page.element("ul", ["class": "plain spaced"]) { page in
      for edition in expected.basis {
        page.element("li") { page in
          page.link(edition.conference, "\(baseURL)/conferences/\(edition.conference)")
          page.element("span", ["class": "soft small"]) { $0.text(edition.start.pageText ?? "") }
        }
      }
    }
  }
}
