import CatalogModel
public import JSON

extension CatalogDocument {
  /// Decodes a document in the native format, without the records that have errors, and returns
  /// these errors.
  ///
  /// Also accepts one record with a `type`, and a response of the API, whose records with types are
  /// in a list or an object under "data".
  public static func decodingValidRecords(
    in object: JSONObject
  ) -> (document: CatalogDocument, mistakes: [InputMistake]) {
    if object["type"] != nil, object["data"] == nil {
      var document = CatalogDocument()
      let mistakes = document.append(.object(object), ofFile: true)
      return (document, mistakes)
    }
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
      mistakes += document.append(record, at: pointer, ofFile: true)
    }
    return (document, mistakes)
  }

  /// Adds one record that names its type, unless it has errors, and returns these.
  ///
  /// With `keepsMistaken` it adds the record in any case, so that later checks can find further
  /// errors in it. A record of a file that a catalog exported keeps values that are longer than
  /// clients may write.
  public mutating func append(
    _ record: JSONValue, at pointer: String = "", keepsMistaken: Bool = false, ofFile: Bool = false
  ) -> [InputMistake] {
    guard case .object(let object) = record else {
      return [InputMistake(pointer, nil, "missing", "an object")]
    }
    // The first line of an export describes the export.
    if object["type"]?.string == Self.exportHead { return [] }
    let reader = ObjectReader(object)
    reader.report.keepsLong = ofFile && object["kept"] != nil
    let pointed = { (mistakes: [InputMistake]) in
      mistakes.map { mistake in
        var mistake = mistake
        mistake.pointer = pointer + mistake.pointer
        return mistake
      }
    }
    if let removal = Removal(reader) {
      reader.reportUnread()
      if reader.report.errorCount == 0 { removals.append(removal) }
      return pointed(reader.report.mistakes)
    }
    let type = object["type"]?.string
    guard let type, add(type, reader, keepsMistaken) else {
      return [
        InputMistake(
          "\(pointer)/type", type, type == nil ? "missing" : "invalid-value",
          "one of \(Self.types.joined(separator: ", "))")
      ]
    }
    return pointed(reader.report.mistakes)
  }

  /// The type of the first line of an export.
  package static let exportHead = "export"

  public static let types = [
    "audience", "conference", "guide_item", "place", "recommendation", "room", "series", "session",
    "source", "speaker", "topic", "track", "venue",
  ]

  /// Adds the record if it has no errors; returns false if the type is unknown.
  private mutating func add(
    _ type: String, _ reader: ObjectReader, _ keepsMistaken: Bool
  ) -> Bool {
    func put<Record: CatalogRecord>(
      _ record: Record, _ list: WritableKeyPath<CatalogDocument, [Record]>
    ) -> Bool {
      let kept = reader.reader("kept").map { RecordMetadata($0) }
      let emptied = reader.emptied(record)
      reader.reportUnread()
      guard keepsMistaken || reader.report.errorCount == 0 else { return true }
      if let emptied {
        let index = self[keyPath: list].count
        self.emptied[RecordPlace(kind: Record.kind, index: index)] = emptied
      }
      self[keyPath: list].append(record)
      if let kept { self.kept[RecordName(kind: Record.kind, slug: record.id)] = kept }
      return true
    }
    return switch type {
    case "source": put(Source(reader), \.sources)
    case "topic": put(Topic(reader), \.topics)
    case "audience": put(Audience(reader), \.audiences)
    case "place": put(Place(reader), \.places)
    case "venue": put(Venue(reader), \.venues)
    case "series": put(Series(reader), \.series)
    case "conference": put(Conference(reader), \.conferences)
    case "track": put(Track(reader), \.tracks)
    case "room": put(Room(reader), \.rooms)
    case "speaker": put(Speaker(reader), \.speakers)
    case "session": put(Session(reader), \.sessions)
    case "recommendation": put(Recommendation(reader), \.recommendations)
    case "guide_item": put(GuideItem(reader), \.guide)
    default: false
    }
  }
}
