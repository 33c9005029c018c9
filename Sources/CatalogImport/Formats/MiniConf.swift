import CatalogForm
import CatalogModel

extension ImportFormat {
  static let miniConf = ImportFormat(
    "mini-conf", "the files of a Mini-Conf site",
    grouping: .folder(family: "mini-conf", root: MiniConf.site), matches: MiniConf.isPart,
    decode: .group { group, parameters, builder in
      MiniConf.read(group.files, origin: group.origin, parameters, into: builder)
    })
}

/// The data of a Mini-Conf site: papers, calendar, paper sessions, workshops, tutorials and
/// keynotes, each in CSV, JSON or YAML.
///
/// Sessions of the calendar and paper sessions come first. A paper becomes one session in each
/// session that lists it, all with the same `work`, or a single session if none does.
final class MiniConf {
  /// The content of a file, by its name and columns.
  enum Role {
    case papers, calendar, paperSessions, workshops, tutorials, plenaries, socials, keynotes
    case chairs, openProblems, config, other
  }

  /// Returns the folder of the site of a file; the file may be in a folder below it.
  static func site(_ path: String) -> String {
    let folder = Paths.folder(path)
    let inner = ["data", "configs", "sitedata"]
    guard let last = Paths.parts(folder).last, inner.contains(last) || last.hasSuffix("_data")
    else { return folder }
    return Paths.folder(folder)
  }

  fileprivate static func isPart(_ file: FileSample) -> Bool {
    if file.hasJSON("[]/start", "[]/end") || file.hasJSON("[]/UID", "[]/title") { return true }
    if let row = file.firstRow {
      return row["UID"] != nil || row["sessions"] != nil
        || row["start"] != nil && row["end"] != nil
    }
    if let members = file.yaml?.members {
      let keys = Set(members.map(\.key))
      return members.contains { $0.value["papers"]?.list != nil }
        || keys.isSuperset(of: ["name", "tagline"])
        || !keys.isDisjoint(with: ["proceedings_title", "committee", "workshops", "speakers"])
    }
    // A table with a column "pid" has the times of talks for an ACL site's conference.json.
    guard let table = file.table else { return false }
    return table.column("uid") != nil
      || table.column("pid") != nil && table.column("start time") != nil
  }

  let builder: BatchBuilder
  let programme: ProgrammeBuilder
  /// The series of the papers, if the site has several.
  var series: [String] = []
  /// Names that papers use and no session has.
  var missing: Set<String> = []
  /// The indices of sessions by identifier, title and key.
  private var names: [String: Int] = [:]

  static func read(
    _ files: [InputFile], origin: String, _ parameters: ImportParameters,
    into builder: BatchBuilder
  ) {
    var tables: [(role: Role, file: InputFile, content: MiniConfContent)] = []
    let stems = Set(files.map { Paths.stem($0.name).lowercased() })
    for file in files {
      builder.file = file.name
      if isOldCopy(Paths.stem(file.name).lowercased(), among: stems) {
        builder.problem(.notice, "skipped: looks like an old copy of another file in the folder")
        continue
      }
      do {
        let content = try MiniConfContent.read(file, builder)
        tables.append((content.role(Paths.stem(file.name).lowercased()), file, content))
      } catch {
        builder.add(error)
      }
    }
    let config = tables.first { $0.role == .config }?.content.map
    let site = MiniConf(config, origin: origin, parameters, into: builder)
    let order: [Role] = [
      .calendar, .paperSessions, .plenaries, .tutorials, .socials, .workshops, .keynotes, .chairs,
      .papers, .openProblems,
    ]
    for role in order {
      for table in tables where table.role == role {
        builder.file = table.file.name
        site.read(table.content, as: role, stem: Paths.stem(table.file.name).lowercased())
      }
    }
    if site.series.count > 1 { site.programme.belongs(to: site.series) }
    let roles = Set(tables.map(\.role))
    if roles.contains(.papers) { site.reportDangling() }
    site.programme.finish(
      isWhole: roles.contains(.papers)
        && (roles.contains(.calendar) || roles.contains(.paperSessions)))
  }

  /// Whether another file has the same name without "old" or "copy".
  private static func isOldCopy(_ stem: String, among stems: Set<String>) -> Bool {
    ["old", "hold", "copy", "backup", "bak", "fake", "orig"].contains { word in
      stem.hasPrefix("\(word)_") && stems.contains(String(stem.dropFirst(word.count + 1)))
        || stem.hasSuffix("_\(word)") && stems.contains(String(stem.dropLast(word.count + 1)))
    }
  }

  private init(
    _ config: Node?, origin: String, _ parameters: ImportParameters, into builder: BatchBuilder
  ) {
    self.builder = builder
    let fields = MapDecoder(config ?? Node(.map([])), path: "", in: builder)
    // An unedited template has no data of the conference.
    let name = fields.line("name").flatMap { $0.lowercased() == "miniconf" ? nil : $0 }
    let named = name.flatMap { EditionName.read($0) }
    let edition = named?.year == nil ? EditionName.read(Paths.name(origin)) ?? named : named
    programme = ProgrammeBuilder(
      edition, title: name == nil ? nil : fields.line("tagline") ?? name, zone: nil,
      parameters: parameters, in: builder)
    guard name != nil else { return }
    programme.describe { record in
      record.dates = EditionDates.read(
        start: nil, end: nil, text: fields.line("date"), year: record.year, in: fields)
      record.organizer = fields.line("organization")
      record.links = fields.link("site_url", as: "home")
    }
  }

  private func read(_ content: MiniConfContent, as role: Role, stem: String) {
    switch role {
    case .calendar:
      // Sorted by time, so that repeated titles keep their slugs if the file is reordered.
      let rows = content.rows(builder).enumerated().map { index, row in
        (row: row, order: (programme.time(row.line("start"))?.instant.seconds ?? 0, index))
      }
      for (row, _) in rows.sorted(by: { $0.order < $1.order }) { calendar(row) }
    case .paperSessions: paperSessions(content)
    case .plenaries: group(content, "plenaries", "", kind: nil)
    case .tutorials: group(content, "tutorials", "tutorial", kind: "tutorial")
    case .socials: group(content, "socials", "social", kind: "social")
    case .workshops: group(content, "workshops", "workshop", kind: "workshop")
    case .keynotes:
      for row in content.rows(builder) { keynote(row) }
    case .chairs:
      for row in content.rows(builder) { chair(row) }
    case .papers:
      for row in content.rows(builder) {
        paper(row, stem.hasPrefix("workshop") ? "workshop papers" : "papers", "paper", label: nil)
      }
    case .openProblems:
      for row in content.rows(builder) {
        paper(row, "open problems", "open-problem", label: "Open Problem")
      }
    case .config, .other: break
    }
  }

  // MARK: Sessions

  /// Adds a session and its names for `find(_:)`.
  @discardableResult
  func add(_ session: Session, identity: String, names: [String?]) -> Int {
    let index = builder.document.sessions.count
    builder.document.sessions.append(session)
    builder.addExternalID(.session, session.id, as: identity)
    for name in names.compactMap({ $0 }) {
      let key = Folding.fold(name)
      if self.names[key] == nil { self.names[key] = index }
    }
    return index
  }

  /// Returns the index of the session with an identifier or title, or of the only one whose title
  /// begins with the name.
  func find(_ name: String) -> Int? {
    let key = Folding.fold(name)
    if let index = names[key] { return index }
    guard names.count < 10_000 else { return nil }
    let beginning = names.filter { $0.key.hasPrefix(key + " ") }
    return beginning.count == 1 ? beginning.first?.value : nil
  }

  private func calendar(_ row: MapDecoder) {
    builder.count("calendar entries")
    guard let title = row.line("title") else { return row.skip("no title") }
    let uid = row.line("UID") ?? row.line("uid")
    let label = row.line("calendarId").flatMap { $0.contains("--") ? nil : $0 } ?? row.line("type")
    var session = Session(
      id: builder.slug(.session, programme.id, uid ?? title), conference: programme.id,
      kind: MiniConf.kind(label) ?? SessionKinds.kind(ofTitle: title) ?? "other", title: title)
    session.kindLabel = label
    session.startsAt = time(row, "start")
    session.endsAt = time(row, "end")
    session.room = programme.room(
      row.line("room") ?? row.line("location").flatMap { MiniConf.isPlace($0) ? $0 : nil })
    session.speakers = programme.chairs(row.lines("chair"))
    if row.has("authors") { session.speakers = people(row, "authors") }
    let start = row.line("start") ?? ""
    add(session, identity: "calendar:\(uid ?? "\(title)/\(start)")", names: [uid, title])
  }

  /// Returns the kind of a label such as "sigdialposter", "Poster Sessions" or "posters".
  static func kind(_ label: String?) -> String? {
    guard let label else { return nil }
    if let kind = SessionKinds.kind(label) { return kind }
    let folded = Folding.fold(label)
    return ["poster", "oral", "tutorial", "workshop", "keynote", "social"].first {
      folded.hasSuffix($0) || folded.hasPrefix($0)
    }
  }

  /// Whether a location is a place and not a page of the site.
  static func isPlace(_ text: String) -> Bool {
    !text.contains(".html") && !text.contains("://") && !text.hasPrefix("#")
  }

  /// Reads a time with an offset, or "2020-07-06_05:00:00" in UTC.
  func time(_ row: MapDecoder, _ name: String) -> ZonedInstant? {
    guard let text = row.line(name) else { return nil }
    let bytes = Array(text.utf8)
    if bytes.count == 19, bytes[10] == UInt8(ascii: "_"),
      let found = Instant.parse(rfc3339: text.prefix(10) + "T" + text.suffix(8) + "Z")
    {
      return ZonedInstant(found.instant, offset: 0)
    }
    let time = programme.time(text)
    if time == nil { row.drop("unknown time format", name, text) }
    return time
  }

  /// Reads `{name: {start_time, end_time, name, long_name, papers[]}}`; the papers are read later.
  private func paperSessions(_ content: MiniConfContent) {
    guard let map = content.map else { return }
    for (key, node) in map.members ?? [] where node.members != nil {
      builder.count("paper sessions")
      let row = MapDecoder(node, path: "/\(key)", in: builder)
      let name = row.line("name") ?? key
      let title = row.line("long_name") ?? name
      var session = Session(
        id: builder.slug(.session, programme.id, name), conference: programme.id,
        kind: MiniConf.kind(name) ?? SessionKinds.kind(ofTitle: name) ?? "other", title: title)
      if session.kind == "other", name.containsWord("q&a") { session.kind = "qa" }
      session.startsAt = time(row, row.has("start_time") ? "start_time" : "date")
      session.endsAt = time(row, "end_time")
      let index = add(session, identity: "session:\(key)", names: [key, name, title])
      for paper in row.lines("papers") { placed[paper, default: []].append(index) }
      row.ignore("zoom_link", "link", "host", "hosts", "rocketchat_channel")
    }
  }

  /// The indices of sessions that list a paper, by its identifier.
  private var placed: [String: [Int]] = [:]

  func slots(_ paper: String) -> [Int] { placed.removeValue(forKey: paper) ?? [] }

  /// Reports papers that a session lists and no file has.
  private func reportDangling() {
    for paper in placed.keys.sorted() {
      builder.count("dangling references")
      builder.problem(.notice, "a session refers to a missing paper", value: paper)
    }
  }
}
