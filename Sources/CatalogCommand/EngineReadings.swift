import CatalogAPI
import HTTPServer
import Synchronization

/// The numbers of the engine, for a responder that is made before the engine runs.
final class EngineReadings: Sendable {
  private let server = AtomicLazyReference<Server>()

  func follow(_ server: Server) { _ = self.server.storeIfNil(server) }

  var metrics: [Metric] {
    guard let metrics = server.load()?.metrics else { return [] }
    return [
      Metric(
        "catalog_connections_accepted_total", .counter, "Connections that were taken in.",
        metrics.accepted),
      Metric(
        "catalog_connections_shed_total", .counter,
        "Connections that were turned away, since a limit was reached.", metrics.shed),
      Metric("catalog_connections_open", .gauge, "Connections that are open.", metrics.open),
      Metric(
        "catalog_connections_timed_out_total", .counter, "Connections ended by a time-out.",
        metrics.timedOut),
      Metric(
        "catalog_requests_total", .counter, "Requests that could be read.", metrics.requests),
      Metric(
        "catalog_requests_refused_total", .counter,
        "Requests that were malformed, too large or too slow.", metrics.refused),
      Metric(
        "catalog_over_bounds_total", .counter,
        "Responses refused and connections reset since all connections held too many bytes.",
        metrics.overBounds),
      Metric(
        "catalog_unsent_bytes", .gauge,
        "Bytes of responses that are made and that the system has not taken.", metrics.unsentBytes),
      Metric(
        "catalog_received_bytes", .gauge, "Bytes of requests that are received and not answered.",
        metrics.receivedBytes),
      Metric(
        "catalog_sent_bytes_total", .counter, "Bytes of answers that the system has taken.",
        metrics.bytesSent),
    ]
  }
}
