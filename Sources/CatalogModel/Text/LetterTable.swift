/// Letters for comparison: data for `Folding`, from Unicode's decompositions and from common
/// replacements for letters that a keyboard lacks.
package enum LetterTable {
  /// The lower-case letter without its marks, as one or more letters.
  package static let bases: [Unicode.Scalar: String] = {
    var bases: [Unicode.Scalar: String] = [:]
    for (first, letters) in rows {
      for (offset, letter) in letters.unicodeScalars.enumerated() where letter != "." {
        if let scalar = Unicode.Scalar(first + UInt32(offset)) { bases[scalar] = String(letter) }
      }
    }
    for (base, letters) in several {
      for letter in letters.unicodeScalars { bases[letter] = base }
    }
    return bases
  }()

  /// The usual spelling of letters without their diacritic or stroke.
  package static let spelledOut: [Unicode.Scalar: String] = [
    "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "đ": "dj", "ŋ": "ng",
  ]

  /// The letters composed of a base and a mark after it that are in `spelledOut`, or that readers
  /// know as letters of their own.
  static let composed: [Unicode.Scalar: [Unicode.Scalar: Unicode.Scalar]] = [
    "\u{308}": ["a": "ä", "o": "ö", "u": "ü"], "\u{30A}": ["a": "å"], "\u{306}": ["и": "й"],
  ]

  /// The plain letters of compatibility forms: presentation forms, mathematical letters, circled
  /// numbers.
  static let forms: [Unicode.Scalar: String] = {
    var forms: [Unicode.Scalar: String] = [:]
    func add(_ first: UInt32, _ letters: some Sequence<Unicode.Scalar>) {
      for (offset, letter) in letters.enumerated() where letter != "." {
        if let scalar = Unicode.Scalar(first + UInt32(offset)) { forms[scalar] = String(letter) }
      }
    }
    for (first, letters) in formRows { add(first, letters.unicodeScalars) }
    for (form, letters) in severalForms {
      for scalar in form.unicodeScalars { forms[scalar] = letters }
    }
    let letters = Array("abcdefghijklmnopqrstuvwxyz".unicodeScalars)
    // Full-width signs, letters and digits.
    add(0xFF01, (0x21...0x7E).compactMap { Unicode.Scalar($0 as UInt32) }.map(lowercased))
    add(0x24B6, letters + letters)
    // Thirteen alphabets of capitals and small letters, and five rows of digits.
    add(0x1D400, (0..<13).flatMap { _ in letters + letters })
    add(0x1D7CE, (0..<5).flatMap { _ in "0123456789".unicodeScalars })
    for number in 1...20 { forms[Unicode.Scalar(0x245F + number) ?? " "] = "\(number)" }
    return forms
  }()

  private static func lowercased(_ letter: Unicode.Scalar) -> Unicode.Scalar {
    letter.properties.lowercaseMapping.unicodeScalars.first ?? letter
  }

  /// Each row begins with the base of the letter at the code point; "." stands for a letter without
  /// another base.
  private static let rows: KeyValuePairs<UInt32, String> = [
    0x00AA: "a...............o.....................................aaaaaa.ceeeeiiiidnooooo.ou",
    0x00FA: "uuuy.y",
    0x0100: ".a.a.a.c.c.c.c.d.d.e.e.e.e.e.g.g.g.g.h.h.i.i.i.i.i...j.kk.l.l.l...l.n.n.nn.n.o.o",
    0x0150: ".o...r.r.r.s.s.s.s.t.t.t.u.u.u.u.u.u.w.y..z.z.zs",
    0x0180: "b.......c...d.....f......kl...n..o...p.......t..u...y.z.......................a",
    0x01D0: "i.o.u.u.u.u.ue.a.a...g.g.k.o.o..j....g...n.a.....a.a.e.e.i.i.o.o.r.r.u.u.s.t...h",
    0x0220: ".....z.a.e.o.o.o.o.y...j....c..........e.j.q.r.y",
    0x0250: "...bo.dd.e.e....g..g....ii........n..o..................tu.v",
    0x03AC: "αεηιυ.........................ιυουω.βθυυυφπ",
    0x1E00: ".a.b.b.b.c.d.d.d.d.d.e.e.e.e.e.f.g.h.h.h.h.h.i.i.k.k.k.l.l.l.l.m.m.m.n.n.n.n.o.o",
    0x1E50: ".o.o.p.p.r.r.r.r.s.s.s.s.s.t.t.t.t.u.u.u.u.u.v.v.w.w.w.w.w.x.x.y.z.z.zhtwy.s",
    0x1EA0: ".a.a.a.a.a.a.a.a.a.a.a.a.e.e.e.e.e.e.e.e.i.i.o.o.o.o.o.o.o.o.o.o.o.o.u.u.u.u.u.u",
    0x1EF0: ".u.y.y.y.y",
    0x1F00: "αααααααα........εεεεεε..........ηηηηηηηη........ιιιιιιιι........οοοοοο",
    0x1F50: "υυυυυυυυ........ωωωωωωωω........ααεεηηιιοουυωω",
    0x1F80: "αααααααα........ηηηηηηηη........ωωωωωωωω........ααααα.αα......ι...ηηη.ηη",
    0x1FD0: "ιιιι..ιι........υυυυρρυυ..........ωωω.ωω",
  ]

  private static let several: KeyValuePairs = [
    "ae": "æǽǣ", "oe": "œ", "ss": "ß", "th": "þ", "hv": "ƕ", "dz": "ʣ", "ij": "ĳ", "lj": "ǉ",
    "nj": "ǌ", "o": "ǿ", "σ": "ς", "е": "ё", "ا": "أإآٱ", "ي": "ىیئ", "ك": "ک", "ه": "ة", "و": "ؤ",
  ]

  private static let formRows: KeyValuePairs<UInt32, String> = [
    0x00B2: "23......1", 0x2070: "0i..456789.....n0123456789.....aeox.hklmnpst",
    0x2102: "c.......ghhhh.iill.n...pqrrr......z...z..kbc.eef.mo....i", 0x2145: "ddeij",
    0x216C: "lcdm", 0x217C: "lcdm",
    // Radicals, which some PDF files have instead of ideographs.
    0x2F00: "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀",
    0x2F28: "寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋",
    0x2F50: "比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸",
    0x2F78: "缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛",
    0x2FA0: "辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻",
    0x2FC8: "黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠",
    // Half-width katakana and their marks.
    0xFF66: "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソ",
    0xFF80: "タチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン\u{3099}\u{309A}",
  ]

  private static let severalForms: KeyValuePairs = [
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅﬆ": "st", "№": "no", "Ⅰⅰ": "i",
    "Ⅱⅱ": "ii", "Ⅲⅲ": "iii", "Ⅳⅳ": "iv", "Ⅴⅴ": "v", "Ⅵⅵ": "vi", "Ⅶⅶ": "vii", "Ⅷⅷ": "viii",
    "Ⅸⅸ": "ix", "Ⅹⅹ": "x", "Ⅺⅺ": "xi", "Ⅻⅻ": "xii", "⓪": "0", "㎏": "kg", "㎞": "km", "㎐": "hz",
  ]
}
