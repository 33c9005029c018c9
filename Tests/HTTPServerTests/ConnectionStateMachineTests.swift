import Testing

@testable import HTTPServer

/// Events of a connection, and the expected next step.
private struct Turn: CustomTestStringConvertible, Sendable {
  let note: String
  let events: [@Sendable (inout ConnectionStateMachine) -> Void]
  let step: ConnectionStateMachine.Step
  var isIdle = false

  var testDescription: String { note }
}

@Suite struct ConnectionMachineTests {
  private static let turns: [Turn] = [
    Turn(note: "a new one reads a head", events: [], step: .readHead, isIdle: true),
    Turn(note: "half a head is not idle", events: [{ $0.headBegan() }], step: .readHead),
    Turn(
      note: "a request without content awaits its answer",
      events: [{ $0.headRead(withContent: false) }], step: .awaitReply),
    Turn(
      note: "content is read first",
      events: [{ $0.headRead(withContent: true) }], step: .readContent),
    Turn(
      note: "100 is sent before the content is read",
      events: [{ $0.headRead(withContent: true) }, { $0.interimQueued() }], step: .send),
    Turn(
      note: "then the content is read",
      events: [{ $0.headRead(withContent: true) }, { $0.interimQueued() }, { $0.sent() }],
      step: .readContent),
    Turn(
      note: "an answer that keeps the connection lets the next request in before it is sent",
      events: [
        { $0.headRead(withContent: false) }, { $0.answered(keepAlive: true, isInputEmpty: false) },
      ],
      step: .readHead),
    Turn(
      note: "one that was sent leaves it idle",
      events: [
        { $0.headRead(withContent: false) }, { $0.answered(keepAlive: true, isInputEmpty: false) },
        { $0.mustSend() }, { $0.sent() },
      ], step: .readHead, isIdle: true),
    Turn(
      note: "one that closes where more may come lingers",
      events: [{ $0.answered(keepAlive: false, isInputEmpty: false) }, { $0.sent() }], step: .linger
    ),
    Turn(
      note: "one that closes where nothing is left unread just closes",
      events: [{ $0.answered(keepAlive: false, isInputEmpty: true) }, { $0.sent() }], step: .close),
    Turn(
      note: "nobody is waited for who has ended already",
      events: [
        { $0.ended() }, { $0.answered(keepAlive: false, isInputEmpty: false) }, { $0.sent() },
      ], step: .close),
    Turn(
      note: "lingering ends with the client",
      events: [
        { $0.answered(keepAlive: false, isInputEmpty: false) }, { $0.sent() }, { $0.ended() },
      ], step: .close),
    Turn(
      note: "a stream asks for a piece when its head is sent",
      events: [{ $0.headRead(withContent: false) }, { $0.streamBegan() }, { $0.sent() }],
      step: .askPiece),
    Turn(
      note: "and for the next when that is sent",
      events: [
        { $0.streamBegan() }, { $0.sent() }, { $0.pieceAsked() }, { $0.pieceQueued() },
        { $0.sent() },
      ], step: .askPiece),
    Turn(
      note: "after the last piece the next request is read",
      events: [
        { $0.streamBegan() }, { $0.sent() }, { $0.pieceAsked() },
        { $0.streamEnded(keepAlive: true, isInputEmpty: false) }, { $0.sent() },
      ], step: .readHead, isIdle: true),
    Turn(
      note: "a drain leaves an idle connection the time for a request",
      events: [
        { $0.headRead(withContent: false) }, { $0.answered(keepAlive: true, isInputEmpty: false) },
        { $0.mustSend() }, { $0.sent() }, { $0.drain() },
      ], step: .readHead, isIdle: true),
    Turn(note: "one that idled out lingers", events: [{ $0.idledOut() }], step: .linger),
    Turn(
      note: "one that idled out after its client ended closes",
      events: [{ $0.ended() }, { $0.idledOut() }], step: .close),
    Turn(
      note: "a drain waits for the response under way",
      events: [{ $0.headRead(withContent: false) }, { $0.drain() }], step: .awaitReply),
  ]

  @Test(arguments: turns)
  private func `Each event leads to one next step`(_ turn: Turn) {
    var machine = ConnectionStateMachine()
    for event in turn.events { event(&machine) }
    #expect(machine.step == turn.step)
    #expect(machine.isIdle == turn.isIdle)
  }

  @Test func `Responses are counted until they are sent`() {
    var machine = ConnectionStateMachine()
    for count in 1...3 {
      machine.headRead(withContent: false)
      machine.answered(keepAlive: true, isInputEmpty: false)
      #expect(machine.unsent == count)
      #expect(machine.served == count)
    }
    machine.mustSend()
    machine.sent()
    #expect(machine.unsent == 0)
    #expect(machine.served == 3)
  }
}
