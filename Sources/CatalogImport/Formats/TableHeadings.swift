import CatalogModel

/// The headings of tables, as the catalog and people write them, and the columns that they mean.
///
/// The columns are those of tables exported from the catalog. People's headings are in English,
/// German, French and Spanish; case, accents and punctuation do not matter.
enum TableHeadings {
  static let columns: [(name: String, headings: [String])] = [
    (
      "name",
      [
        "name", "conference_name", "title", "conference", "event", "event_name", "event_title",
        "conference_title", "konferenz", "tagung", "titel", "veranstaltung", "kongress", "nom",
        "titre", "evenement", "congres", "colloque", "nombre", "titulo", "congreso", "evento",
        "conferencia",
      ]
    ),
    (
      "start",
      [
        "start", "start_date", "startdate", "from", "begin", "begins", "starts", "from_date",
        "date_from", "first_day", "beginn", "anfang", "von", "startdatum", "debut",
        "date_de_debut", "date_debut", "du", "inicio", "fecha_de_inicio", "fecha_inicio", "desde",
      ]
    ),
    (
      "end",
      [
        "end", "end_date", "enddate", "to", "until", "ends", "to_date", "date_to", "last_day",
        "ende", "bis", "enddatum", "fin", "date_de_fin", "date_fin", "au", "fecha_de_fin",
        "fecha_fin", "hasta",
      ]
    ),
    (
      "dates",
      [
        "dates", "date", "dates_text", "when", "event_date", "event_dates", "conference_date",
        "conference_dates", "datum", "termin", "wann", "zeitraum", "quand", "fecha", "fechas",
        "cuando",
      ]
    ),
    ("edtf", ["edtf"]), ("id", ["id", "slug"]),
    (
      "acronym",
      [
        "acronym", "short_name", "abbreviation", "kurzel", "kuerzel", "abkurzung", "abkuerzung",
        "acronyme", "sigle", "acronimo", "siglas",
      ]
    ),
    (
      "place",
      ["place", "location", "where", "ort", "wo", "tagungsort", "lieu", "ou", "lugar", "donde"]
    ),
    ("place_certainty", ["place_certainty"]),
    ("city", ["city", "town", "stadt", "ville", "ciudad"]),
    ("region", ["region", "state", "province", "bundesland", "provincia"]),
    ("country", ["country", "land", "pays", "pais"]),
    ("venue", ["venue", "veranstaltungsort", "sede"]),
    ("format", ["format"]),
    (
      "website",
      [
        "website", "url", "link", "homepage", "web", "webpage", "web_page", "web_site", "webseite",
        "site_web", "lien", "sitio_web", "enlace",
      ]
    ),
    ("cfp", ["cfp", "cfp_url", "cfpurl", "call_for_papers"]),
    (
      "deadline",
      [
        "deadline", "paper_deadline", "cfp_deadline", "cfpenddate", "submission_deadline", "frist",
        "abgabefrist", "einreichfrist", "einreichungsfrist", "date_limite", "fecha_limite", "plazo",
      ]
    ),
    ("timezone", ["deadline_timezone", "timezone"]),
    ("time_zone", ["time_zone", "zeitzone", "fuseau_horaire", "zona_horaria"]),
    ("topics", ["topics", "topic", "tags", "themen", "sujets", "temas"]),
    ("inherited_topics", ["inherited_topics"]), ("derived_topics", ["derived_topics"]),
    ("series", ["series"]), ("year", ["year", "jahr", "annee", "ano"]),
    ("status", ["status"]), ("kind", ["kind"]),
    (
      "organizer",
      ["organizer", "organiser", "veranstalter", "organisateur", "organizador"]
    ),
    (
      "summary",
      [
        "summary", "description", "note", "notes", "comment", "comments", "beschreibung",
        "bemerkung", "remarque", "descripcion", "notas",
      ]
    ),
    ("tagline", ["tagline"]), ("theme", ["theme"]), ("edition_number", ["edition_number"]),
    (
      "languages",
      ["languages", "language", "sprache", "sprachen", "langue", "langues", "idioma", "idiomas"]
    ),
    ("starts_at", ["starts_at"]), ("ends_at", ["ends_at"]),
    ("published_start", ["published_start"]), ("published_end", ["published_end"]),
    ("abstract", ["abstract"]), ("room", ["room_name", "room", "raum", "saal", "salle", "sala"]),
    ("track", ["track"]),
    (
      "speakers",
      [
        "speakers", "speaker", "presenter", "presenters", "referent", "referenten", "vortragende",
        "intervenant", "intervenants", "ponente", "ponentes",
      ]
    ),
    ("chairs", ["chairs", "chair", "session_chair"]),
    ("kind_label", ["kind_label"]), ("level", ["level"]),
  ]

  private static let names = Dictionary(
    uniqueKeysWithValues: columns.flatMap { column in column.headings.map { ($0, column.name) } })

  /// Returns the column that a heading means; nil if it is unknown.
  static func column(_ key: String) -> String? { names[key] }

  /// Returns the normal form of a heading: "Date de début" as "date_de_debut".
  static func key(_ heading: String) -> String {
    Folding.fold(heading).replacingAll(" ", with: "_")
  }

  /// Explains which headings a table needs; nil if it has them: one for a name and one for a date.
  static func problem(_ header: [String]) -> String? {
    let found = Set(header.compactMap { column(key($0)) })
    let missing = [["name", "acronym"], ["start", "dates", "starts_at", "edtf"]].filter {
      found.isDisjoint(with: $0)
    }
    guard !missing.isEmpty else { return nil }
    let expected = missing.map { names in
      columns.filter { names.contains($0.name) }.flatMap(\.headings).joined(separator: ", ")
    }
    return "a table without a known heading of a name and of a date; expected one of: "
      + expected.joined(separator: "; and one of: ")
  }
}
