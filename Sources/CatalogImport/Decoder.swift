import Catalog

/// Reads the files of a group into a batch.
struct Decoder: Sendable {
  let read: @Sendable (FileGroup, ImportParameters, BatchBuilder) -> Void

  /// Reads all files of a group at once.
  static func group(
    _ read: @escaping @Sendable (FileGroup, ImportParameters, BatchBuilder) -> Void
  ) -> Decoder {
    Decoder(read: read)
  }

  /// Reads one file after the other.
  ///
  /// A file that cannot be read is a problem.
  static func files(
    _ read:
      @escaping @Sendable (NamedBytes, ImportParameters, BatchBuilder) throws(ImportProblem) -> Void
  ) -> Decoder {
    Decoder { group, parameters, builder in
      for file in group.files {
        builder.file = file.name
        do throws(ImportProblem) {
          try read(file, parameters, builder)
        } catch {
          builder.add(error)
        }
      }
    }
  }

  /// Reads files in JSON or YAML.
  static func tree(
    _ read: @escaping @Sendable (Node, ImportParameters, BatchBuilder) -> Void
  ) -> Decoder {
    files { (file, parameters, builder) throws(ImportProblem) in
      read(try FileGroup.tree(file, builder), parameters, builder)
    }
  }

  /// Reads files in JSON or YAML that are lists of maps.
  static func rows(
    _ read: @escaping @Sendable (Fields, NamedBytes, BatchBuilder) -> Void
  ) -> Decoder {
    files { (file, _, builder) throws(ImportProblem) in
      let node = try FileGroup.tree(file, builder)
      guard node.list != nil else {
        return builder.problem(.refused, "expected a list", line: node.line)
      }
      for row in Fields.maps(in: node, path: "", builder) { read(row, file, builder) }
    }
  }
}
