"""Measures durable writes; after kills, compares the acknowledged writes with the stored ones."""

import datetime
import http.client
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time

catalog, work, seconds, kills = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])


class Server:
    """A server on a free port, and a token that may write."""

    def __init__(self, database, *options):
        self.database = database
        self.turn = 0
        self.process = subprocess.Popen(
            [catalog, "serve", *options, "--listen", "127.0.0.1:0", "--database", database,
             "--rate-write", "0", "--rate-read", "0"],
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


POSTS = """
local number, name = 0, ""
local headers = {
  ["Authorization"] = "Bearer " .. os.getenv("TOKEN"), ["Content-Type"] = "application/json"}
function setup(thread) thread:set("name", os.getenv("PREFIX") .. tostring(thread):gsub("%W", "")) end
function request()
  number = number + 1
  local key = name .. "-" .. number
  headers["Idempotency-Key"] = key
  return wrk.format("POST", "/speakers", headers, '{"name":"' .. key .. '"}')
end
"""


def posts(server, token, clients, prefix, duration):
    """Starts wrk, whose connections each post speakers and wait for each response."""
    script = f"{work}/posts.lua"
    with open(script, "w") as file:
        file.write(POSTS)
    return subprocess.Popen(
        ["wrk", "-t1", f"-c{clients}", f"-d{duration}", "--timeout", "30s", "-s", script,
         f"http://127.0.0.1:{server.port}"],
        env={**os.environ, "TOKEN": token, "PREFIX": prefix}, stdout=subprocess.PIPE, text=True)


def rate(process):
    """The responses a second that wrk reports; ends the program if one is an error."""
    output = process.communicate()[0]
    if "Non-2xx" in output or "Socket errors" in output:
        sys.exit(output)
    return float(re.search(r"Requests/sec:\s+([0-9.]+)", output).group(1))


def measure():
    server = Server(f"{work}/catalog.db", "--no-seed")
    token = server.token("bench")
    for clients in (1, 8, 64):
        writes = rate(posts(server, token, clients, f"c{clients}", round(seconds)))
        print(f"{clients:3} clients: {writes:8.0f} writes/s", flush=True)
    server.stop()
    print(f"sqlite3 shell: {shell():8.0f} writes/s", flush=True)


def reads(server, duration):
    """Times one client that reads a page of the cache, and a page that no cache has, in turns."""
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    times = {"cached": [], "uncached": []}
    until = time.monotonic() + duration
    while time.monotonic() < until:
        server.turn += 1
        # Another last day each time; a write makes no difference to pages about conferences.
        day = datetime.date(2026, 12, 1) + datetime.timedelta(days=server.turn)
        new = f"/conferences?limit=20&from=2026-01-01&to={day}"
        for kind, target in (("cached", "/conferences/vldb-2026"), ("uncached", new)):
            began = time.monotonic()
            client.request("GET", target)
            response = client.getresponse()
            response.read()
            times[kind].append(time.monotonic() - began)
            if response.status != 200:
                sys.exit(f"{target}: {response.status}")
        time.sleep(0.002)
    return {kind: sorted(all_times) for kind, all_times in times.items()}


def measure_reads():
    """Compares reads alone with reads beside a thousand connections that always wait for a write."""
    server = Server(f"{work}/reads.db", "--waiting-writes", "1000")
    token = server.token("bench")
    results = {"alone": reads(server, seconds)}
    load = posts(server, token, 1000, "q", round(seconds) + 2)
    time.sleep(1)
    results["beside 1,000 queued writes"] = reads(server, seconds)
    print(f"{rate(load):13.0f} writes/s with 1,000 queued", flush=True)
    for kind in ("cached", "uncached"):
        for name, times in results.items():
            p50, p99 = (times[kind][int(len(times[kind]) * part)] * 1e3 for part in (0.5, 0.99))
            print(f"{kind} read {name}: p50 {p50:.2f} ms, p99 {p99:.2f} ms", flush=True)
    server.stop()


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
    server = Server(path, "--no-seed")
    token = server.token("bench")
    acknowledged = []
    for number in range(kills):
        threads, answered, _ = round_of(server, token, 8, f"k{number}", 60)
        time.sleep(random.uniform(0.02, 0.5))
        server.stop(signal.SIGKILL)
        for thread in threads:
            thread.join()
        acknowledged += answered
        server = Server(path, "--no-seed")
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
measure_reads()
if kills:
    kill_rounds()
