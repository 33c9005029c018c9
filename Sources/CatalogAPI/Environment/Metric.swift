import HTTP

/// A metric in the text format of Prometheus (version 0.0.4).
public struct Metric: Sendable {
  public enum Kind: String, Sendable {
    /// Only increases while the program runs; its name ends in "_total".
    case counter
    case gauge
  }

  /// One value of a metric, with a label if the metric has several.
  public struct Sample: Sendable {
    var label: (name: String, value: String)?
    var value: Int
  }

  public let name: String
  public let kind: Kind
  /// What it measures, with the unit.
  public let help: String
  let samples: [Sample]

  /// Creates a metric with one value.
  public init(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
    self.name = name
    self.kind = kind
    self.help = help
    samples = [Sample(value: value)]
  }

  /// Creates a metric with a value for each value of a label.
  public init(
    _ name: String, _ kind: Kind, _ help: String, label: String, _ values: [(String, Int)]
  ) {
    self.name = name
    self.kind = kind
    self.help = help
    samples = values.map { Sample(label: (label, $0.0), value: $0.1) }
  }

  static let type = MediaType(
    "text", "plain",
    parameters: [.init(name: "version", value: "0.0.4"), .init(name: "charset", value: "utf-8")])

  static func text(_ metrics: [Metric]) -> [UInt8] {
    var text = ""
    for metric in metrics {
      text += "# HELP \(metric.name) \(escape(metric.help))\n"
      text += "# TYPE \(metric.name) \(metric.kind.rawValue)\n"
      for sample in metric.samples {
        let label = sample.label.map { label in
          "{\(label.name)=\"\(escape(label.value).replacing("\"", with: "\\\""))\"}"
        }
        text += "\(metric.name)\(label ?? "") \(sample.value)\n"
      }
    }
    return Array(text.utf8)
  }

  private static func escape(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }
}
