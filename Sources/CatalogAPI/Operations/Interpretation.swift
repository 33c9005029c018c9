import Catalog
import CatalogForm
import HTTP
import JSON

/// How the search interpreted the words of a query that it did not take literally, or why they have
/// no hits.
struct Interpretation {
  /// Words that name a filter's value.
  struct Understood {
    var words: String
    var parameter: String
    var value: String
    /// All values that the words can stand for, if they are several.
    var choices: [String] = []
  }

  var understood: [Understood] = []
  /// The URL of the query with its filters as parameters.
  var url: String?
  /// The value of a filter for which words can stand, and the URL of the query with it.
  struct Choice {
    var parameter: String
    var value: String
    var url: String
  }

  /// The meanings of words that name several places, one of which was searched.
  var choices: [Choice] = []
  /// The search text that replaced misspelt words.
  var corrected: SearchText?
  /// The minimum number of the query's words that each hit has, the number of all its words, and the
  /// words that a hit need not have.
  struct PartialMatch {
    var words: Int
    var total: Int
    var without: [String]
  }

  var partialMatch: PartialMatch?
  /// Number of hits without the excluded words, if these exclude all hits.
  var excludedHits: Int?

  func write(_ text: SearchText?, _ json: inout JSONWriter) {
    if let corrected {
      json.member("did_you_mean", corrected.text)
      json.member("searched_for", text?.text ?? corrected.text)
    }
    if !understood.isEmpty {
      json.object("understood") { json in
        json.member("query", url)
        json.list("words", understood) { json, word in
          json.object { json in
            json.member("words", word.words)
            json.member("parameter", word.parameter)
            json.member("value", word.value)
          }
        }
      }
    }
    if !choices.isEmpty {
      json.list("candidates", choices) { json, choice in
        json.object { json in
          json.member("parameter", choice.parameter)
          json.member("value", choice.value)
          json.member("url", choice.url)
        }
      }
    }
    if let partialMatch {
      json.object("partial_match") { json in
        json.member("words", partialMatch.words)
        json.member("of", partialMatch.total)
        json.member("without", partialMatch.without)
      }
    }
    if let excludedHits { json.member("excluded_by_words", excludedHits) }
  }

  /// Returns the interpretation as sentences for an HTML page; `filterText` returns the text of a
  /// filter.
  func sentences(_ filterText: (QueryItem) -> String) -> [String] {
    var sentences: [String] = []
    if let corrected {
      sentences.append("No results for your words. Showing results for “\(corrected.text)”.")
    }
    if !understood.isEmpty {
      let words = understood.map { "“\($0.words)” (\(filterText(($0.parameter, $0.value))))" }
      sentences.append("Searched with \(words.joined(separator: ", ")).")
    }
    if !choices.isEmpty {
      let values = choices.map { "“\($0.value)”" }.joined(separator: " or ")
      sentences.append("More than one place has the name: it can be \(values).")
    }
    if let partialMatch {
      func quoted(_ words: [String]) -> String {
        words.map { "“\($0)”" }.joined(separator: " and ")
      }
      // "Cambridge" is left out as a city, and stands for what is near it.
      let isWider = { word in understood.contains { $0.words == word } }
      let wider = partialMatch.without.filter(isWider)
      let left = partialMatch.without.filter { !isWider($0) }
      sentences.append("No results for all words.")
      if !wider.isEmpty { sentences.append("Showing a wider search for \(quoted(wider)).") }
      if !left.isEmpty { sentences.append("Showing results without \(quoted(left)).") }
      if partialMatch.without.isEmpty {
        sentences.append(
          "Showing results with \(partialMatch.words) of \(partialMatch.total) words.")
      }
    }
    if let excludedHits {
      sentences.append("The words after a hyphen exclude all \(excludedHits) hits.")
    }
    return sentences
  }
}
