import CSystem
import Catalog
import CatalogAPI
import Dispatch
import Glibc
import HTTP
import HTTPServer

/// `catalog serve`: runs the HTTP server.
enum Serve {
  static func run(_ options: ServeOptions) throws -> Never {
    // Each heap of glibc keeps the memory freed in it. With a heap per thread, clients that do not
    // read their responses took a third more memory (mallopt(3)).
    _ = limit_heaps(2)
    // glibc keeps freed blocks of the size of a response: with its defaults, page faults cost a
    // quarter of the rate of uncached lists of 230 KB. It returns larger blocks to the kernel:
    // keeping them took a sixth more memory.
    _ = return_memory(524_288, 2_097_152)
    MemoryTrim.start()
    let signals = Signals()
    let accessLog = try options.accessLog()
    let values = try options.values()
    let lockTime = Duration.seconds(60)
    let writeLockTime = Duration.seconds(5)
    let seed = try options.seeds()
    var configuration = values.api
    configuration.logServerError = { Console.printError($0) }
    let engine = ServerMetricsSource()
    configuration.probes = Probes(loops: values.loops) { engine.metrics }
    let api = configuration
    var serverConfiguration = ServerConfiguration(
      listen: try options.addresses(), loops: values.loops, limits: values.limits,
      accessLog: accessLog.map { log in { @Sendable record in log.add(record) } })
    // One import of the largest size is admitted, whatever the limit for all of them.
    if serverConfiguration.limits.largeBytes > 0 {
      serverConfiguration.limits.largeBytes = max(
        serverConfiguration.limits.largeBytes, api.importBytes)
    }
    serverConfiguration.clientAddress = { api.proxies.resolve($0).peer }
    // Listen first, so that a second server on the address does not touch the database.
    let listeners = try BoundListeners(serverConfiguration)
    let (readers, queryTime, waiting) = (values.readers, values.queryTime, values.waiting)
    let pages = values.caches.pagesPerConnection(readers: readers)
    let open = { @Sendable (seed: Bool) throws in
      let store = try CatalogStore(
        path: options.database, seed: seed, readers: readers, readTime: queryTime,
        pageCacheKiB: pages, lockTime: lockTime, waiting: waiting,
        onLockWait: {
          Console.printError(LockHolder.message(database: options.database, timeout: lockTime))
        }, log: Console.printError)
      // A client waits for the write lock for a shorter time than the start of the server does.
      store.setWritePatience(writeLockTime) {
        Console.printError(LockHolder.message(database: options.database, timeout: writeLockTime))
      }
      return store
    }
    let catalog = ServedCatalog(
      try open(seed), checkInterval: values.checkInterval, open: { try open(false) },
      log: { Console.printError($0) })
    let drainTime = serverConfiguration.limits.drainTime
    try catalog.start()
    let server = Server(configuration: serverConfiguration) {
      CatalogResponder(catalog, configuration: api)
    }
    engine.follow(server)
    let addresses = try server.start(on: listeners)
    signals.listen(
      drain: {
        api.probes.beginDraining()
        api.changes.end()
        endAfter(drainTime, accessLog)
        server.drain {
          catalog.close()
          accessLog?.flush()
          exit(0)
        }
      }, end: { _exit(1) }, reload: { reload(accessLog) })
    announce(addresses)
    withExtendedLifetime(server) { Signals.waitForever() }
  }

  /// Ends the process half a second after the drain time, even if a response, a read or another
  /// process's lock delays the last checkpoint.
  ///
  /// Every commit is in the write-ahead log, which the next start reads.
  private static func endAfter(_ drainTime: Duration, _ accessLog: AccessLog?) {
    let milliseconds = Int(drainTime / .milliseconds(1)) + 500
    DispatchQueue(label: "catalog.drain").asyncAfter(deadline: .now() + .milliseconds(milliseconds))
    {
      Console.printError(
        "shutdown took longer than --drain-timeout: exiting without the last checkpoint. No data is lost."
      )
      accessLog?.flush()
      _exit(0)
    }
  }

  /// Reopens the access log, on SIGHUP.
  private static func reload(_ accessLog: AccessLog?) {
    guard let accessLog else {
      return Console.say(
        "SIGHUP: there is no access log to reopen. To change settings, restart the server.")
    }
    do {
      try accessLog.reopen()
      Console.say("SIGHUP: reopened the access log. To change settings, restart the server.")
    } catch {
      Console.printError("SIGHUP: \(error). The server keeps writing to the old file.")
    }
  }

  private static func announce(_ addresses: [SocketAddress]) {
    for address in addresses {
      Console.say("listening on \(address.port == nil ? "" : "http://")\(address)")
    }
    guard let port = addresses.compactMap(\.port).first,
      let address = addresses.first(where: { $0.port != nil })
    else { return }
    let isWildcard = ["0.0.0.0:\(port)", "[::]:\(port)"].contains(address.description)
    let base = "http://\(isWildcard ? "localhost:\(port)" : address.description)"
    Console.say("try:")
    Console.say("  curl '\(base)/?pretty'")
    Console.say("  curl '\(base)/conferences?topic=nlp&pretty'")
    Console.say("  curl '\(base)/conferences/vldb-2026?pretty'")
  }
}
