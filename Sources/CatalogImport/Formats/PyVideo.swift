import CatalogForm
import CatalogModel

extension ImportFormat {
  static let pyvideo = ImportFormat(
    "pyvideo", "pyvideo/data: the folder of an edition with its recorded talks",
    grouping: .folder(
      family: "pyvideo",
      root: { path in
        let folder = Paths.folder(path)
        return Paths.name(folder) == "videos" ? Paths.folder(folder) : folder
      }),
    source: { _ in PyVideo.source },
    matches: { file in
      file.hasJSON("videos", "speakers")
        || file.hasJSON("title") && Paths.name(file.name) == "category.json"
    },
    decode: .group { group, parameters, builder in
      PyVideo.read(group.files, origin: group.origin, parameters, into: builder)
    })
}

/// pyvideo/data: a folder per edition, with `category.json` and a JSON file per recorded talk.
///
/// A talk has the day of its recording, often the same for all, and no time of day. Sessions
/// therefore have no times.
enum PyVideo {
  static let source: Source = {
    var source = Source(id: "pyvideo", title: "PyVideo data")
    source.url = "https://github.com/pyvideo/data"
    source.publisher = "PyVideo"
    source.licence = "CC0-1.0"
    return source
  }()

  fileprivate static func read(
    _ files: [InputFile], origin: String, _ parameters: ImportParameters,
    into builder: BatchBuilder
  ) {
    var talks: [(file: String, row: MapDecoder)] = []
    var category: MapDecoder?
    for file in files {
      builder.file = file.name
      do throws(ImportProblem) {
        let fields = MapDecoder(try FileGroup.tree(file, builder), path: "", in: builder)
        if fields.has("videos") || fields.has("speakers") || fields.has("recorded") {
          talks.append((file.name, fields))
        } else {
          category = fields
        }
      } catch {
        builder.add(error)
      }
    }
    let title = category?.line("title")
    let programme = ProgrammeBuilder(
      (title ?? Paths.name(origin)).nonEmpty.flatMap { EditionName.read($0) },
      title: title.flatMap { EditionName.read($0)?.seriesName }, zone: nil, parameters: parameters,
      in: builder)
    programme.describe { record in
      record.summary = category?.block("description")
      record.links = category?.link("url", as: "home") ?? []
      record.programmeStatus = "partial"
    }
    for (file, row) in talks {
      builder.file = file
      read(row, stem: Paths.stem(file), programme, builder)
    }
    programme.finish(isWhole: false)
  }

  private static func read(
    _ row: MapDecoder, stem: String, _ programme: ProgrammeBuilder, _ builder: BatchBuilder
  ) {
    builder.count("talks")
    guard let title = row.line("title") else { return row.skip("no title") }
    let words = SlugText.shortened(SlugText.make([title]), to: 70)
    let tags = row.lines("tags")
    var session = Session(
      id: builder.slug(.session, programme.id, words), conference: programme.id,
      kind: SessionKinds.kind(ofTitle: title) ?? tags.lazy.compactMap { SessionKinds.kind($0) }
        .first
        ?? "other", title: title)
    session.abstract = row.block("description") ?? row.block("summary")
    session.language = language(row.line("language"))
    session.speakers = row.lines("speakers").filter { $0 != "Various speakers" }.compactMap {
      programme.speaker($0)
    }
    session.links =
      row.links("videos").map { Link(to: $0.url, as: "video") } + row.links("related_urls")
    session.topics = tags.map { SlugText.make([$0]) }
    builder.addExternalID(.session, session.id, as: stem)
    builder.document.sessions.append(session)
  }

  /// Returns the BCP 47 tag of an ISO 639-3 code.
  private static func language(_ code: String?) -> String? {
    let short = ["eng": "en", "deu": "de", "fra": "fr", "spa": "es", "por": "pt", "ita": "it"]
    return code.map { short[$0] ?? $0 }
  }
}
