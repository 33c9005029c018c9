import Catalog

extension ImportReader {
  /// The format of a file by its content; the name only decides between contents that look alike.
  ///
  /// Nil where it is none that is known.
  public static func detect(_ file: NamedBytes) -> ImportFormat? {
    // Before the text is decoded: a calendar may fold its lines inside a character.
    if isCalendar(file) { return .iCalendar }
    let declared = XMLReader.declaredEncoding(file.bytes)
    let file = ControlCharacters.removed(from: file).file
    guard let bytes = try? TextDecoding.marked(file, declared: declared) else { return lines(file) }
    switch bytes.first(where: { $0 > 0x20 }) {
    case UInt8(ascii: "<"): return isSchedule(bytes) ? .scheduleXML : nil
    case UInt8(ascii: "{"), UInt8(ascii: "["): return json(bytes, name: file.name)
    default: break
    }
    let name = Paths.name(file.name).lowercased()
    if name.hasSuffix(".csv") || name.hasSuffix(".tsv") { return csv(bytes, name: file.name) }
    if name.hasSuffix(".md") || name.hasSuffix(".txt") || name.hasPrefix("license") { return nil }
    return yaml(bytes, name: file.name) ?? csv(bytes, name: file.name)
  }

  private static func isCalendar(_ file: NamedBytes) -> Bool {
    let name = Paths.name(file.name).lowercased()
    if name.hasSuffix(".ics") || name.hasSuffix(".ical") {
      return file.bytes.contains { $0 > 0x20 }
    }
    // Without the NULs of UTF-16, and without a byte order mark.
    let head = file.bytes.prefix(128).filter { $0 > 0x20 && $0 < 0x7f }
    return String(decoding: head, as: UTF8.self).uppercased().hasPrefix("BEGIN:VCALENDAR")
  }

  /// A file that is not text throughout, but whose lines are records, may have one that is broken.
  private static func lines(_ file: NamedBytes) -> ImportFormat? {
    guard file.bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return nil }
    return json(file.bytes, name: file.name) == .catalogNDJSON ? .catalogNDJSON : nil
  }

  private static func isSchedule(_ bytes: [UInt8]) -> Bool {
    let head = String(decoding: bytes.prefix(2_048), as: UTF8.self)
    return head.split(separator: "<").contains {
      $0.hasPrefix("schedule>") || $0.hasPrefix("schedule ") || $0.hasPrefix("schedule\n")
    }
  }

  /// By the keys in the first part of the text, which need not be whole.
  private static func json(_ bytes: [UInt8], name: String) -> ImportFormat? {
    let keys = JSONOutline.read(bytes.prefix(65_536))
    func has(_ paths: String...) -> Bool { paths.allSatisfy { keys.paths.contains($0) } }
    if keys.lines > 1 || (has("type", "id") && name.hasSuffix("ndjson")) { return .catalogNDJSON }
    if has("schedule/conference") || has("schedule", "$schema") { return .scheduleJSON }
    if has("talks/[]/code") || has("talks", "version") || has("talks/[]/speakers") {
      return .pretalxWidget
    }
    if has("events"), keys.paths.contains(where: { $0.hasSuffix("/paper_ids") }) {
      return .aclConference
    }
    if has("[]/startDate", "[]/name") { return .confsTech }
    if has("[]/start", "[]/end") || has("[]/UID", "[]/title") { return .miniConf }
    if has("videos", "speakers") || (has("title") && Paths.name(name) == "category.json") {
      return .pyvideo
    }
    if has("data/[]/type") || has("data/type") { return .catalogJSON }
    let own = [
      "sources", "topics", "audiences", "places", "series", "conferences", "tracks", "rooms",
      "speakers", "sessions", "recommendations", "guide",
    ]
    return keys.paths.contains(where: { own.contains($0) }) ? .catalogJSON : nil
  }

  private static func yaml(_ bytes: [UInt8], name: String) -> ImportFormat? {
    guard let root = try? YAMLReader.readRecords(bytes, name: name).node else { return nil }
    if let first = root.list?.first(where: { $0.members != nil }) {
      if first["confs"] != nil { return .ccfDeadlines }
      if first["accept_rates"] != nil { return .ccfAcceptance }
      if first["conference"] != nil, first["year"] != nil { return .pythonDeadlines }
      if PWCDeadlines.isOfSecurity(first) { return .secDeadlines }
      if first["title"] ?? first["name"] != nil, first["year"] != nil {
        if first["cfp"] != nil { return .pythonDeadlines }
        if first["dblp"] != nil, first["deadlines"] == nil { return .ccfDeadlines }
        let isTyped = root.list?.contains { $0["deadlines"] != nil || $0["tags"] != nil } ?? false
        return isTyped ? .hfDeadlines : .pwcDeadlines
      }
      let isMiniConf = first["UID"] != nil || (first["start"] != nil && first["end"] != nil)
      return isMiniConf || first["sessions"] != nil ? .miniConf : nil
    }
    guard let members = root.members else { return nil }
    if let first = members.first(where: { $0.value.members != nil }),
      TobnaDeadlines.isRow(first.value)
    {
      return .tobnaDeadlines
    }
    if members.contains(where: { $0.value["papers"]?.list != nil }) { return .miniConf }
    let keys = Set(members.map(\.key))
    if keys.isSuperset(of: ["name", "tagline"]) || keys.contains("proceedings_title") {
      return .miniConf
    }
    return keys.contains("committee") || keys.contains("workshops") || keys.contains("speakers")
      ? .miniConf : nil
  }

  private static func csv(_ bytes: [UInt8], name: String) -> ImportFormat? {
    guard let table = CSVReader.header(bytes.prefix(65_536), name: name), table.header.count > 1
    else { return nil }
    if table.column("uid") != nil { return .miniConf }
    // The times of talks beside an ACL site's conference.json.
    if table.column("pid") != nil, table.column("start time") != nil { return .miniConf }
    return TableRows.isTable(table.header) ? .csv : nil
  }
}
