/// Which program this is.
public enum Program {
  /// One more in the middle for what is new, at the end for what is mended.
  public static let version = "1.0.0"
}
