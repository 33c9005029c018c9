import CatalogForm

struct Decoder: Sendable {
  let read: @Sendable (FileGroup, ImportParameters, BatchBuilder) -> Void

  /// Returns a decoder that gets all files of a group together.
  static func group(
    _ read: @escaping @Sendable (FileGroup, ImportParameters, BatchBuilder) -> Void
  ) -> Decoder {
    Decoder(read: read)
  }

  /// Returns a decoder that gets one file at a time.
  ///
  /// An unreadable file becomes a problem.
  static func files(
    _ read:
      @escaping @Sendable (InputFile, ImportParameters, BatchBuilder) throws(ImportProblem) -> Void
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

  /// Returns a decoder of JSON or YAML files.
  static func tree(
    _ read: @escaping @Sendable (Node, ImportParameters, BatchBuilder) -> Void
  ) -> Decoder {
    files { (file, parameters, builder) throws(ImportProblem) in
      read(try FileGroup.tree(file, builder), parameters, builder)
    }
  }

  /// Returns a decoder of JSON or YAML files that are lists of maps.
  static func rows(
    _ read: @escaping @Sendable (MapDecoder, InputFile, BatchBuilder) -> Void
  ) -> Decoder {
    files { (file, _, builder) throws(ImportProblem) in
      let node = try FileGroup.tree(file, builder)
      guard node.list != nil else {
        return builder.problem(.refused, "expected a list", line: node.line)
      }
      for row in MapDecoder.maps(in: node, path: "", builder) { read(row, file, builder) }
    }
  }
}
