"""Measures durable writes; after kills, compares the acknowledged writes with the stored ones."""

import http.client
import json
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time

catalog, work, seconds, kills = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])


class Server:
    """A server on a free port, and a token that may write."""

    def __init__(self, database):
        self.database = database
        self.process = subprocess.Popen(
            [catalog, "serve", "--no-seed", "--listen", "127.0.0.1:0", "--database", database,
             "--rate-write", "0"],
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.port = int(line.strip().rsplit(":", 1)[1])

    def token(self, name):
        made = subprocess.run(
            [catalog, "token", "new", "--name", name, "--scope", "write", "--database",
             self.database], capture_output=True, text=True, check=True)
        time.sleep(1)
        return made.stdout.strip()

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        self.process.wait()


def write(port, token, prefix, until, answered, unanswered):
    """Posts speakers until a time or a failure; records which were acknowledged."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    number = 0
    while time.monotonic() < until:
        key = f"{prefix}-{number}"
        number += 1
        try:
            connection.request(
                "POST", "/speakers", json.dumps({"name": key}),
                {"Authorization": f"Bearer {token}", "Content-Type": "application/json",
                 "Idempotency-Key": key})
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            unanswered.append(key)
            return
        if answer.status != 201:
            sys.exit(f"{answer.status}: {content[:300]}")
        answered.append(key)


def round_of(server, token, clients, prefix, duration):
    answered, unanswered = [], []
    until = time.monotonic() + duration
    threads = [
        threading.Thread(
            target=write, args=(server.port, token, f"{prefix}-{i}", until, answered, unanswered))
        for i in range(clients)]
    for thread in threads:
        thread.start()
    return threads, answered, unanswered


def measure():
    server = Server(f"{work}/catalog.db")
    token = server.token("bench")
    for clients in (1, 8, 64):
        start = time.monotonic()
        threads, answered, _ = round_of(server, token, clients, f"c{clients}", seconds)
        for thread in threads:
            thread.join()
        rate = len(answered) / (time.monotonic() - start)
        print(f"{clients:3} clients: {rate:8.0f} writes/s")
    server.stop()
    print(f"sqlite3 shell: {shell():8.0f} writes/s")


def shell():
    """Transactions a second of the sqlite3 shell."""
    path, count = f"{work}/catalog.db", 2000
    statements = [
        "BEGIN IMMEDIATE;"
        f"INSERT INTO speaker (slug, name, name_folded, revision, updated_at)"
        f" VALUES ('shell-{i}', 'shell {i}', 'shell {i}', 1, 1);"
        f"INSERT INTO search (rowid, name, other_names, about, people, place)"
        f" VALUES ((4 << 40) + 1000000000 + {i}, 'shell {i}', '', '', '', '');"
        f"INSERT INTO change (revision, kind, slug, op) VALUES (1, 'speaker', 'shell-{i}', 'create');"
        f"UPDATE catalog_state SET revised_at = {i};"
        "COMMIT;"
        for i in range(count)]
    script = "PRAGMA synchronous=FULL;\n" + "\n".join(statements)
    start = time.monotonic()
    subprocess.run(["sqlite3", path], input=script, text=True, check=True, stdout=subprocess.DEVNULL)
    return count / (time.monotonic() - start)


def kill_rounds():
    path = f"{work}/kills.db"
    server = Server(path)
    token = server.token("bench")
    acknowledged = []
    for number in range(kills):
        threads, answered, _ = round_of(server, token, 8, f"k{number}", 60)
        time.sleep(random.uniform(0.02, 0.5))
        server.stop(signal.SIGKILL)
        for thread in threads:
            thread.join()
        acknowledged += answered
        server = Server(path)
    server.stop()
    with sqlite3.connect(path) as database:
        stored = [name for name, in database.execute("SELECT name FROM speaker")]
        check = database.execute("PRAGMA integrity_check").fetchone()[0]
    lost = set(acknowledged) - set(stored)
    print(f"{kills} kills: {len(acknowledged)} acknowledged, {len(lost)} lost,"
          f" {len(stored) - len(set(stored))} stored twice, integrity {check}")
    if lost or len(stored) != len(set(stored)) or check != "ok":
        sys.exit(1)


measure()
if kills:
    kill_rounds()
