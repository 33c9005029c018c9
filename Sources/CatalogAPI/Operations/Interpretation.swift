import Catalog
import JSON

/// How the words of a query were read where they were not taken literally, or why they find nothing.
struct Interpretation {
  /// Words that name a filter's value.
  struct Understood {
    var words: String
    var parameter: String
    var value: String
  }

  var understood: [Understood] = []
  /// The query that states the filters by their parameters.
  var url: String?
  /// What was searched for in place of misspelt words.
  var corrected: SearchText?
  /// How many of the words each hit has at least.
  var partialMatch: (words: Int, total: Int)?
  /// How many hits there were without the excluded words, if these exclude all.
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
    if let (words, total) = partialMatch {
      json.object("partial_match") { json in
        json.member("words", words)
        json.member("of", total)
      }
    }
    if let excludedHits { json.member("excluded_by_words", excludedHits) }
  }

  /// The same for a page that people read.
  var sentences: [String] {
    var sentences: [String] = []
    if let corrected {
      sentences.append("No results for your words. Showing results for “\(corrected.text)”.")
    }
    if !understood.isEmpty {
      let words = understood.map { "“\($0.words)” as \($0.parameter) \($0.value)" }
      sentences.append("Searched with \(words.joined(separator: ", ")).")
    }
    if let (words, total) = partialMatch {
      sentences.append("No results for all words. Showing results with \(words) of \(total) words.")
    }
    if let excludedHits {
      sentences.append("The words after a hyphen exclude all \(excludedHits) hits.")
    }
    return sentences
  }
}
