import JSON
import Testing

/// Names that several records have, over the wire.
@Suite(.serialized) struct `Namesakes` {
  private static let document = """
    {"type":"series","id":"icml","name":"ICML","aliases":["IML"]}
    {"type":"series","id":"icmla","name":"ICMLA","aliases":["IML"]}
    {"type":"topic","id":"nlp","label":"NLP"}
    {"type":"conference","id":"icml-2030","series":["icml"],"name":"ICML 2030","year":2030}
    {"type":"session","id":"icml-2030-a","conference":"icml-2030","kind":"paper","title":"A",\
    "language":"en","level":"beginner"}
    """

  @Test func `An alias of several owners names them all, and a filter by it finds both`() throws {
    let place = try Workplace()
    defer { place.remove() }
    let file = try place.write("x.ndjson", Self.document)
    #expect(try place.catalog("import", file, "--no-seed").status == 0)
    let server = try ServerProcess(database: place.database)
    defer { _ = server.stop() }
    for (path, rest) in [("/series/iml", ""), ("/series/iml/conferences", "/conferences")] {
      let (status, body) = try server.curl(path)
      #expect(status == 300, "\(path)")
      let candidates = body["did_you_mean"]?.array?.compactMap(\.string)
      let base = "http://127.0.0.1:\(server.port)/series/"
      #expect(candidates == ["\(base)icml\(rest)", "\(base)icmla\(rest)"], "\(path): \(body)")
    }
    #expect(try server.ids("/conferences?series=iml") == ["icml-2030"])
    // A value that no session states is a mistake where others are known.
    for (path, meant) in [("language=em", "en"), ("level=beginer", "beginner")] {
      let (status, body) = try server.curl("/sessions?\(path)")
      #expect(status == 400, "\(path)")
      #expect(body["errors"]?[0]?["did_you_mean"]?.string == meant, "\(path)")
    }
    #expect(try server.ids("/sessions?language=EN&level=Beginner") == ["icml-2030-a"])
    // Of names that are many, some that begin alike are no choice: it says where to look.
    let (_, body) = try server.curl("/sessions?speaker=ada")
    let expected = body["errors"]?[0]?["expected"]?.string
    #expect(expected == "a name or ID in the catalog; search with /speakers?q=ada")
  }
}
