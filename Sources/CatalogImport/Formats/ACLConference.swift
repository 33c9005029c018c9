import CatalogForm
import CatalogModel

extension ImportFormat {
  static let aclConference = ImportFormat(
    "acl-conference", "conference.json of newer ACL sites",
    grouping: .folder(family: "mini-conf", root: MiniConf.site), system: "acl",
    matches: ACLConference.isMain,
    decode: .group { group, parameters, builder in
      let beside = ACLConference.Beside(group.files)
      let main = group.files.filter {
        group.files.count == 1 || ACLConference.isMain(FileSample($0))
      }
      let decoder = Decoder.tree { node, parameters, builder in
        ACLConference.read(node, beside, origin: group.origin, parameters, into: builder)
      }
      decoder.read(
        FileGroup(format: group.format, origin: group.origin, files: main), parameters, builder)
    })
}

/// `conference.json` of ACL sites: blocks ("sessions"), the parts of a block by track ("events"),
/// and papers, each in the parts that it names.
///
/// A block becomes a session, a part a session within it, and a paper a session within the part.
/// Breaks, workshops, tutorials and plenaries are the only part of their block and share its
/// session.
final class ACLConference {
  let builder: BatchBuilder
  let programme: ProgrammeBuilder
  private let root: MapDecoder
  /// The indices of sessions by the ID of their block or part in the file.
  var blocks: [String: Int] = [:]
  var slots = PaperTimes([])
  var parts: [String: Int] = [:]

  fileprivate static func isMain(_ file: FileSample) -> Bool {
    file.hasJSON("events") && file.outline.paths.contains { $0.hasSuffix("/paper_ids") }
  }

  /// Data from other files of the site: its configuration, and the times of talks.
  struct Beside {
    var config: Node?
    var slots: PaperTimes

    init(_ files: [InputFile]) {
      for file in files where Paths.stem(file.name) == "config" {
        config = (try? YAMLReader.read(file.bytes, name: file.name))?.node
      }
      slots = PaperTimes(
        files.compactMap { file in
          ["csv", "tsv"].contains(file.name.suffix(3))
            ? try? CSVReader.read(TextDecoding.marked(file), name: file.name) : nil
        })
    }
  }

  static func read(
    _ root: Node, _ beside: Beside, origin: String, _ parameters: ImportParameters,
    into builder: BatchBuilder
  ) {
    let site = ACLConference(root, beside.config, origin, parameters, builder)
    site.slots = beside.slots
    site.readBlocks()
    for kind in ["workshops", "tutorials", "plenaries"] { site.readSingles(kind) }
    site.readParts()
    site.readPapers()
    site.programme.finish(isWhole: true)
  }

  private init(
    _ root: Node, _ config: Node?, _ origin: String, _ parameters: ImportParameters,
    _ builder: BatchBuilder
  ) {
    self.builder = builder
    self.root = MapDecoder(root, path: "", in: builder)
    let fields = MapDecoder(config ?? Node(.map([])), path: "", in: builder)
    let named = fields.line("name").flatMap { EditionName.read($0) }
    let edition = named?.year == nil ? EditionName.read(Paths.name(origin)) ?? named : named
    programme = ProgrammeBuilder(
      edition, title: fields.line("tagline"), zone: nil, parameters: parameters, in: builder)
    guard config != nil else { return }
    programme.describe { record in
      record.dates = EditionDates.read(
        start: nil, end: nil, text: fields.line("date"), year: record.year, in: fields)
      record.organizer = fields.line("organization")
      record.links = fields.link("site_url", as: "home")
    }
  }

  func each(_ name: String, _ read: (String, MapDecoder) -> Void) {
    for (key, node) in root.value(name)?.members ?? [] {
      builder.count(name)
      guard node.members != nil else {
        builder.problem(.skipped, "expected a map", path: "/\(name)/\(key)")
        continue
      }
      read(key, MapDecoder(node, path: "/\(name)/\(key)", in: builder))
    }
  }

  /// Reads a time; the text "null" means null.
  func time(_ row: MapDecoder, _ name: String) -> ZonedInstant? {
    guard let text = row.line(name), text != "null" else { return nil }
    let time = programme.time(text)
    if time == nil { row.drop("unknown time format", name, text) }
    return time
  }

  private func readBlocks() {
    each("sessions") { key, row in
      let type = row.line("type")
      let title = Self.withoutNumber(row.line("display_name") ?? row.line("name") ?? key)
      let kind = SessionKinds.kind(type) ?? SessionKinds.kind(ofTitle: title)
      let isPapers = type == "Paper Sessions"
      let word = isPapers ? "block" : kind == "workshop" || kind == "tutorial" ? kind ?? "" : ""
      var session = Session(
        id: builder.slug(.session, programme.id, word, key), conference: programme.id,
        kind: isPapers ? SessionKinds.kind(ofTitle: title) ?? "other" : kind ?? "other",
        title: title)
      session.kindLabel = type
      session.startsAt = time(row, "start_time")
      session.endsAt = time(row, "end_time")
      blocks[key] = add(session, "session:\(key)")
    }
  }

  /// Removes the label before a colon: "W3: The Eighth Conference", "Plenary: Opening".
  private static func withoutNumber(_ title: String) -> String {
    guard let colon = title.firstIndex(of: ":") else { return title }
    let label = title[..<colon]
    let isNumber =
      label.count <= 4 && label.dropFirst().allSatisfy(\.isNumber)
      && ["W", "T"].contains(label.prefix(1))
    guard isNumber || label == "Plenary" else { return title }
    return PlainText.line(String(title[title.index(after: colon)...])) ?? title
  }

  private func readSingles(_ name: String) {
    each(name) { key, row in
      let block = row.line("session").flatMap { blocks[$0] } ?? blocks[key]
      guard let index = block ?? alone(row, key, name) else {
        return row.skip("expected a session or a title")
      }
      let people =
        row.lines("organizers") + committee(row) + [row.line("presenter")].compactMap { $0 }
      builder.document.sessions[index].abstract = row.block("description") ?? row.block("abstract")
      builder.document.sessions[index].room = programme.room(row.line("room"))
      builder.document.sessions[index].links = links(row)
      builder.document.sessions[index].speakers = people.flatMap { PersonNames.split($0) }
        .compactMap {
          programme.speaker(
            $0.name,
            affiliation: $0.affiliation ?? (people.count == 1 ? row.line("institution") : nil),
            bio: people.count == 1 ? bio(row) : nil)
        }
      builder.document.sessions[index].speakers += programme.chairs(row.lines("chairs"))
      if name == "plenaries", builder.document.sessions[index].kind == "other" {
        let title = builder.document.sessions[index].title
        builder.document.sessions[index].kind = SessionKinds.kind(ofTitle: title) ?? "keynote"
      }
      parts[key] = index
      // The entry repeats the times of its block, or has null.
      if builder.document.sessions[index].startsAt == nil {
        builder.document.sessions[index].startsAt = time(row, "start_time")
        builder.document.sessions[index].endsAt = time(row, "end_time")
      }
    }
  }

  private func links(_ row: MapDecoder) -> [Link] {
    [("workshop_site_url", "home"), ("anthology_url", "proceedings"), ("tutorial_pdf", "paper")]
      .compactMap { name, rel in
        LinkText.ofTalk(row.line(name), title: nil).map { Link(to: $0.url, as: rel) }
      }
  }

  private func bio(_ row: MapDecoder) -> String? {
    row.block("bio").flatMap { $0 == "TBD" ? nil : $0 }
  }

  /// Adds a part whose block is missing.
  private func alone(_ row: MapDecoder, _ key: String, _ name: String) -> Int? {
    // Some entries have no name but their key: "The_11th_Workshop_on_Demonstrations".
    let spelled = key.contains("_") ? PlainText.line(key.replacingAll("_", with: " ")) : nil
    guard let title = row.line("title") ?? row.line("name") ?? spelled else { return nil }
    let session = Session(
      id: builder.slug(.session, programme.id, key), conference: programme.id,
      kind: SessionKinds.kind(name) ?? "other", title: Self.withoutNumber(title))
    return add(session, "\(name):\(key)")
  }

  private func committee(_ row: MapDecoder) -> [String] {
    row.children("committee").compactMap { $0.line("full_name") }
  }

  func add(_ session: Session, _ identity: String) -> Int {
    builder.document.sessions.append(session)
    builder.addExternalID(.session, session.id, as: identity)
    return builder.document.sessions.count - 1
  }
}
