import CatalogAPI
import HTTPServer
import Synchronization

/// The metrics of the server, for a responder that is created before the server.
final class ServerMetricsSource: Sendable {
  private let server = AtomicLazyReference<Server>()

  func follow(_ server: Server) { _ = self.server.storeIfNil(server) }

  var metrics: [Metric] {
    guard let metrics = server.load()?.metrics else { return [] }
    return [
      Metric(
        "catalog_connections_accepted_total", .counter, "Connections accepted.",
        metrics.accepted),
      Metric(
        "catalog_connections_shed_total", .counter,
        "Connections answered 503 or closed because of a limit.", metrics.shed),
      Metric("catalog_connections_open", .gauge, "Open connections.", metrics.open),
      Metric(
        "catalog_connections_timed_out_total", .counter, "Connections ended by a timeout.",
        metrics.timedOut),
      Metric(
        "catalog_requests_total", .counter, "Requests received with a valid head.", metrics.requests
      ),
      Metric(
        "catalog_requests_refused_total", .counter,
        "Requests rejected as malformed, too large or too slow.", metrics.refused),
      Metric(
        "catalog_over_bounds_total", .counter,
        "Responses replaced by 503 and connections reset because all connections held too many bytes.",
        metrics.overBounds),
      Metric(
        "catalog_unsent_bytes", .gauge,
        "Bytes of responses not yet passed to the kernel.", metrics.unsentBytes),
      Metric(
        "catalog_received_bytes", .gauge, "Bytes of requests received and not yet answered.",
        metrics.receivedBytes),
      Metric(
        "catalog_sent_bytes_total", .counter, "Bytes of responses passed to the kernel.",
        metrics.bytesSent),
    ]
  }
}
