extension Unicode.Scalar {
  /// Whether it is a control character (C0, DEL or C1), including line feeds and tabs.
  public var isControl: Bool { value < 0x20 || (0x7f...0x9f).contains(value) }

  /// Whether a text for people may contain it: no control characters except tab, line feed and
  /// carriage return.
  public var isPrintable: Bool { !isControl || value == 0x09 || value == 0x0a || value == 0x0d }
}

extension String {
  /// The text without control characters except tabs, line feeds and carriage returns.
  public var printable: String {
    unicodeScalars.allSatisfy(\.isPrintable)
      ? self : String(String.UnicodeScalarView(unicodeScalars.filter(\.isPrintable)))
  }
}
