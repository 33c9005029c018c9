/// The version of this program.
public enum Program {
  /// MAJOR.MINOR.PATCH: features increase the second number, fixes the third.
  public static let version = "1.0.0"
}
