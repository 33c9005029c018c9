import Catalog
import HTTP
import JSON

/// Health, readiness and metrics, for monitors.
///
/// Caches do not store these responses.
enum ProbeEndpoints {
  static let list = [health, ready, metrics]

  /// The content of /healthz, which the event loop sends whatever the state of the data.
  static let healthy = Array("{\"data\":{\"status\":\"ok\"}}\n".utf8)

  static let health = Operation("/healthz", "Whether the process answers") { call in
    call.isCacheable = false
    return .document(healthy.dropLast())
  }

  static let ready = Operation(
    "/readyz", "Whether the server accepts requests and can read its data",
    withoutData: { request, probes, _ in
      notReady(
        probes.isDraining
          ? "The server is shutting down." : "The server cannot read its data at the moment."
      ).response(to: request)
    }
  ) { call in
    try call.checkArguments()
    call.isCacheable = false
    guard !call.probes.isDraining else { throw NotReady() }
    let schema = try call.reader.schemaVersion()
    guard schema == CatalogStore.schemaVersion else { throw NotReady() }
    return .document(
      ResponseJSON(call).document { json in
        json.member("status", "ready")
        json.member("schema", schema)
      })
  }

  private struct NotReady: Error {}

  static func notReady(_ detail: String) -> Problem {
    Problem(status: .serviceUnavailable, kind: .notReady, detail: detail)
  }

  static let metrics = Operation(
    "/metrics", "Metrics since the start of the server, in the text format of Prometheus",
    content: .file(Metric.type),
    withoutData: { _, probes, revision in
      Response(
        .ok,
        fields: ["Content-Type": Metric.type.description, "Cache-Control": "no-store"],
        body: .bytes(Metric.text(probes.metrics(revision: revision, records: nil))))
    }
  ) { call in
    try call.checkArguments()
    call.isCacheable = false
    let metrics = call.probes.metrics(
      revision: call.reader.revision, records: try call.reader.counts())
    return .content(
      FileContent(bytes: Metric.text(metrics), type: Metric.type))
  }
}
