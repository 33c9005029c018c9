import Catalog
import CatalogAPI
import HTTPServer

/// A setting of `serve`: a flag with an environment variable.
struct Setting: Sendable {
  let option: Flag
  /// The range of a whole number, and the closure that sets it; nil for a setting that is not a
  /// number.
  let number: (range: ClosedRange<Int>, set: @Sendable (inout ServeValues, Int) -> Void)?

  var flag: String { option.name }

  /// `help` ends with the default in parentheses.
  init(
    _ flag: String, _ placeholder: String?, _ help: String, isRepeatable: Bool = false
  ) {
    var option = Flag(flag, placeholder, help).withVariable
    option.isRepeatable = isRepeatable
    self.option = option
    number = nil
  }

  init(
    _ flag: String, _ unit: String, _ range: ClosedRange<Int>, _ help: String,
    _ set: @escaping @Sendable (inout ServeValues, Int) -> Void
  ) {
    option = Flag(flag, unit, help).withVariable
    number = (range, set)
  }
}

/// The values that the settings of `serve` set, with their defaults.
struct ServeValues {
  var limits = ServerLimits()
  var api = APIConfiguration()
  var waiting = WaitingLimits()
  var loops = max(1, ServerConfiguration.usableCores / 2)
  /// At least two, so that one slow query does not delay all others.
  var readers = max(2, ServerConfiguration.usableCores)
  var caches = CacheSizes()
  var queryTime = Duration.milliseconds(2_000)
  /// The time between background checks; `nil` if they are turned off.
  var checkInterval: Duration? = .seconds(3_600)
}
