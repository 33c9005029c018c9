import CatalogForm

/// A file of a Mini-Conf site as rows, from CSV, JSON or YAML.
enum MiniConfContent {
  case table(CSVTable, file: String)
  case tree(Node)

  static func read(
    _ file: InputFile, _ builder: BatchBuilder
  ) throws(ImportProblem) -> MiniConfContent {
    let name = file.name.lowercased()
    guard name.hasSuffix(".csv") || name.hasSuffix(".tsv") else {
      return .tree(try FileGroup.tree(file, builder))
    }
    let table = try CSVReader.read(try TextDecoding.marked(file), name: file.name)
    table.notices.forEach(builder.add)
    return .table(table, file: file.name)
  }

  var map: Node? {
    guard case .tree(let node) = self, node.members != nil else { return nil }
    return node
  }

  /// Returns the rows as maps; in a tree, the rows may be in a list below the first key, grouped by
  /// day.
  func rows(_ builder: BatchBuilder) -> [MapDecoder] {
    switch self {
    case .table(let table, _):
      return table.rows.map { row in
        let members = zip(table.header, row.cells).map { name, cell in
          (key: Self.key(name), value: Node(cell.isEmpty ? .null : .text(cell), line: row.line))
        }
        return MapDecoder(Node(.map(members), line: row.line), path: "", in: builder)
      }
    case .tree(let node): return Self.rows(node, path: "", builder, depth: 0)
    }
  }

  private static func rows(
    _ node: Node, path: String, _ builder: BatchBuilder, depth: Int
  ) -> [MapDecoder] {
    if node.list != nil { return MapDecoder.maps(in: node, path: path, builder) }
    guard depth < 3 else { return [] }
    return (node.members ?? []).flatMap { key, value in
      rows(value, path: "\(path)/\(key)", builder, depth: depth + 1)
    }
  }

  /// Returns the standard spelling of a column: `UID` for `uid`, `abstract` for `Abstract`.
  private static func key(_ name: String) -> String {
    let lower = name.lowercased()
    return lower == "uid" ? "UID" : lower
  }

  func role(_ stem: String) -> MiniConf.Role {
    // Without such a column the file lists the committee.
    if stem == "chairs", case .table(let table, _) = self, table.column("chair") != nil {
      return .chairs
    }
    if let role = role(named: stem) { return role }
    switch self {
    case .table(let table, _):
      if let start = table.column("start"), table.column("uid") == nil {
        // A calendar has dates with times; a plan of one day has the date in its name only.
        let first = table.rows.first.flatMap { CSVTable.cell($0, start) } ?? ""
        return first.utf8.count > 10 && table.column("title") != nil ? .calendar : .other
      }
      if table.column("title") != nil, table.column("authors") != nil { return .papers }
      return .other
    case .tree(let node):
      if let first = node.list?.first {
        if first["start"] != nil, first["title"] != nil { return .calendar }
        if first["title"] != nil, first["authors"] != nil { return .papers }
      }
      if node.members?.contains(where: { $0.value["papers"]?.list != nil }) ?? false {
        return .paperSessions
      }
      return node["tagline"] != nil ? .config : .other
    }
  }

  private func role(named stem: String) -> MiniConf.Role? {
    switch stem {
    case "config": .config
    case "paper_sessions": .paperSessions
    case "workshops": .workshops
    case "tutorials": .tutorials
    case "plenary_sessions": .plenaries
    case "socials": .socials
    case "speakers", "keynotes": .keynotes
    case "open_problems": .openProblems
    case "committee", "chairs", "highlighted", "sponsors", "faq": .other
    default: stem.hasSuffix("calendar") ? .calendar : nil
    }
  }
}
