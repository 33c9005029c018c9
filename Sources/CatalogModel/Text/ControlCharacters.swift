extension Unicode.Scalar {
  /// Whether it is a control character (C0, DEL or C1), line feeds and tabs included.
  public var isControl: Bool { value < 0x20 || (0x7f...0x9f).contains(value) }

  /// Whether a text for people may hold it: no control character but tab, line feed and return.
  public var isPrintable: Bool { !isControl || value == 0x09 || value == 0x0a || value == 0x0d }
}

extension String {
  /// The text without control characters, but with its tabs, line feeds and returns.
  public var printable: String {
    unicodeScalars.allSatisfy(\.isPrintable)
      ? self : String(String.UnicodeScalarView(unicodeScalars.filter(\.isPrintable)))
  }
}
