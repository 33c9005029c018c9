import Dispatch
import HTTP

@testable import HTTPServer

/// A real event loop on a simulated system, driven call by call.
final class SimulatedServer {
  let kernel: SimulatedKernel
  let responder: SimulatedResponder
  let limits: ServerLimits
  let bounds: SharedBounds

  /// Makes a loop and runs `body` on its queue, which nothing else uses meanwhile.
  static func run<Result: Sendable>(
    seed: UInt64 = 0, _ limits: ServerLimits,
    _ body: @Sendable (isolated EventLoop, SimulatedServer) throws -> Result
  ) throws -> Result {
    let bounds = SharedBounds(limits, descriptors: 1_000)
    let loop = try EventLoop(
      configuration: ServerConfiguration(listen: [], loops: 1, limits: limits), bounds: bounds,
      kernel: SimulatedKernel(seed: seed), executor: LoopExecutor(label: "simulation")
    ) { SimulatedResponder() }
    return try loop.executor.queue.sync {
      try loop.assumeIsolated { loop in
        loop.take(.begin(siblings: [loop]))
        loop.take(.listen([SimulatedKernel.listener()]))
        guard let kernel = loop.kernel as? SimulatedKernel,
          let responder = loop.responder as? SimulatedResponder
        else { throw ClientError(description: "the loop has another kernel") }
        return try body(loop, SimulatedServer(kernel, responder, limits, bounds))
      }
    }
  }

  private init(
    _ kernel: SimulatedKernel, _ responder: SimulatedResponder, _ limits: ServerLimits,
    _ bounds: SharedBounds
  ) {
    self.kernel = kernel
    self.responder = responder
    self.limits = limits
    self.bounds = bounds
  }

  func connect(
    from host: String = "203.0.113.1", capacity: Int = 4_096
  ) -> SimulatedSocket {
    let address = IPAddress(v4: host) ?? IPAddress(bytes: [203, 0, 113, 1])
    return kernel.connect(from: address, capacity: capacity)
  }

  /// Lets the loop handle all pending work.
  func turn(_ loop: isolated EventLoop) {
    repeat { loop.turn() } while !loop.scheduled.isEmpty || !loop.inbox.isEmpty
  }

  /// Moves the clock in steps; calls `step` after each, before the loop has its turn.
  func advance(
    _ loop: isolated EventLoop, by milliseconds: Int, inSteps size: Int = 150,
    _ step: () -> Void = {}
  ) {
    var left = milliseconds
    while left > 0 {
      kernel.moveClock(by: min(left, size))
      left -= size
      step()
      if kernel.takeTimer() { loop.timerFired() }
      turn(loop)
    }
  }
}
