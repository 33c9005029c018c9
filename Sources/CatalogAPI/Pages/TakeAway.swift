import CatalogForm
import HTTP

/// Links and code to subscribe to a list, to download it, or to use it in a program.
extension PageContext {
  func takeAway(_ list: ListRequest, _ page: inout HTMLWriter) {
    func url(_ form: Representation) -> String? { forms.first { $0.form == form }?.url }
    page.element("section", ["class": "no-print", "aria-label": "Use this list elsewhere"]) {
      page in
      page.element("h2") { $0.text("Use this list elsewhere") }
      page.element("div", ["class": "row-of"]) { page in
        if let calendar = url(.ics) {
          page.link(
            "Subscribe in a calendar", Self.webcal(calendar),
            ["class": "button", "rel": "nofollow"])
        }
        if let feed = url(.atom) {
          page.link("Subscribe to the feed", feed, ["class": "button", "rel": "nofollow"])
        }
        if let table = url(.csv) {
          page.link(
            "Download CSV", table, ["class": "button", "rel": "nofollow", "download": ""])
        }
      }
      code(&page)
    }
  }

  /// Returns a URL with the scheme by which calendar programs subscribe.
  static func webcal(_ url: String) -> String {
    guard let range = url.firstRange(of: "://") else { return url }
    return "webcal" + url[range.lowerBound...]
  }

  /// Writes code samples that request exactly this list.
  private func code(_ page: inout HTMLWriter) {
    let shown: Set<String> = ["sort", "tz", "vague", "include", "fields", "limit", "view", "total"]
    let asked = call.arguments.asked.filter { item in
      filters.contains { $0 == item } || shown.contains(item.name)
    }
    let url = call.url(asked)
    page.element("details") { page in
      page.element("summary") { $0.text("Use from code") }
      for (name, text) in Self.samples(url) {
        page.element("p", ["class": "small soft"]) { $0.text(name) }
        page.element("pre", ["tabindex": "0"]) { page in page.element("code") { $0.text(text) } }
      }
      page.element("p", ["class": "small"]) { page in
        page.link("The manual", "\(baseURL)/docs")
        page.link("client.js", SiteFile.client.path)
        page.link("OpenAPI", "\(baseURL)/openapi.json")
      }
    }
  }

  static func samples(_ url: String) -> [(name: String, text: String)] {
    // Without a quote, the URL cannot end the string literals of the samples.
    let url = url.replacing("'", with: "%27")
    return [
      ("curl", "curl -H 'Accept: application/json' '\(url)'"),
      (
        "JavaScript",
        """
        const response = await fetch('\(url)', { headers: { Accept: 'application/json' } });
        const { data, page } = await response.json();
        """
      ),
      (
        "Python",
        """
        import json, urllib.request
        request = urllib.request.Request('\(url)', headers={'Accept': 'application/json'})
        data = json.load(urllib.request.urlopen(request))['data']
        """
      ),
    ]
  }
}
