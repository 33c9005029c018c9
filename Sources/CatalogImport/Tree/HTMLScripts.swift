/// Finds the `script` elements of an HTML page that hold JSON-LD.
enum HTMLScripts {
  /// The contents of the elements with the type `application/ld+json`, in the order of the page.
  static func linkedData(_ page: [UInt8]) -> [[UInt8]] {
    var blocks: [[UInt8]] = []
    var position = 0
    while let start = find("<script", in: page, from: position),
      let open = page[start...].firstIndex(of: UInt8(ascii: ">"))
    {
      let end = find("</script", in: page, from: open) ?? page.count
      if let type = find("ld+json", in: page, from: start), type < open {
        blocks.append(Array(page[(open + 1)..<end]))
      }
      position = end
    }
    return blocks
  }

  /// The position of a lower-case ASCII word, in any letter case.
  private static func find(_ word: String, in page: [UInt8], from start: Int) -> Int? {
    let word = Array(word.utf8)
    guard let first = word.first, page.count >= word.count else { return nil }
    var position = start
    while position <= page.count - word.count {
      if page[position] | 0x20 == first | 0x20,
        zip(word, page[position...]).allSatisfy({
          $0 == ($1 >= 0x41 && $1 <= 0x5a ? $1 | 0x20 : $1)
        })
      {
        return position
      }
      position += 1
    }
    return nil
  }
}
