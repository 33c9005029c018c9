public import JSON

extension CatalogDocument {
  /// Reads what is right in a document of the catalog's own form; records with a mistake are left
  /// out, with the mistake.
  ///
  /// The members of an answer of the API will do too: a list or an object under "data", whose
  /// records name their type.
  public static func sound(
    _ object: JSONObject
  ) -> (document: CatalogDocument, mistakes: [InputMistake]) {
    guard let data = object["data"] else {
      let reader = ObjectReader(object)
      reader.report.dropsMistaken = true
      let document = CatalogDocument(reader)
      return (document, reader.report.mistakes)
    }
    var document = CatalogDocument()
    var mistakes: [InputMistake] = []
    let records = data.array ?? [data]
    for (index, record) in records.enumerated() {
      let pointer = data.array == nil ? "/data" : "/data/\(index)"
      mistakes += document.append(record, at: pointer)
    }
    return (document, mistakes)
  }

  /// Adds one record that names its type; what is wrong with it, where it is not added.
  public mutating func append(_ record: JSONValue, at pointer: String = "") -> [InputMistake] {
    guard case .object(let object) = record else {
      return [InputMistake(pointer: pointer, value: nil, expected: "an object", suggestion: nil)]
    }
    let lists = [
      "source": "sources", "topic": "topics", "audience": "audiences", "place": "places",
      "series": "series", "conference": "conferences", "track": "tracks", "room": "rooms",
      "speaker": "speakers", "session": "sessions", "recommendation": "recommendations",
      "guide_item": "guide",
    ]
    guard let type = object["type"]?.string, let list = lists[type] else {
      return [
        InputMistake(
          pointer: "\(pointer)/type", value: object["type"]?.string,
          expected: "one of \(lists.keys.sorted().joined(separator: ", "))", suggestion: nil)
      ]
    }
    let reader = ObjectReader(JSONObject(only: list, .array([record])))
    reader.report.dropsMistaken = true
    append(CatalogDocument(reader))
    return reader.report.mistakes.map { mistake in
      var mistake = mistake
      // "/sessions/0/title" is "/title" of this record.
      mistake.pointer = pointer + mistake.pointer.dropFirst(list.utf8.count + 3)
      return mistake
    }
  }
}
