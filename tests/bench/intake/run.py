#!/usr/bin/env python3
"""How many leads a second are safe on disk: this server, Flask on gunicorn, and SQLite alone, in turns on one machine.

    run.py SERVER_PROGRAM CEILING_PROGRAM [--rounds N] [--seconds N]
    run.py SERVER_PROGRAM --hooks [--rounds N] [--seconds N]

Every request is a new lead with a key of its own, sent by wrk. Nothing is switched off in the server: it authenticates,
validates, normalises, commits to its journal, logs, and moves the leads on to its store at the same time. Answers other
than 2xx, broken connections, and rows that are missing or too many in a database end the run with an error.

With --hooks: plain leads against hooks of Google's shape, which become leads behind the journal, at 64 connections.
"""
import argparse
import json
import os
import re
import secrets
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent
CONNECTIONS = (1, 8, 64)
TICKS = os.sysconf("SC_CLK_TCK")


def fail(text):
    sys.exit(f"bench intake: {text}")


def process_tree(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid] + [one for child in children for one in process_tree(int(child))]


def cpu_seconds(pid):
    total = 0
    for one in process_tree(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def rss_mib(pid):
    """Proportional, so that pages which gunicorn's workers share count once."""
    total = 0
    for one in process_tree(pid):
        total += int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{one}/smaps_rollup").read_text(), re.M)[1])
    return total / 1024


def count(path, sql):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30) as db:
        return db.execute(sql).fetchone()[0]


class Contestant:
    most_per_second = 5_000
    script = "lead.lua"

    def __init__(self, folder):
        self.folder = folder
        self.sent = 0       # answered with 2xx
        self.unread = 0     # may have been stored, but wrk's time was over before the answer came

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def run(self, connections, seconds):
        before = cpu_seconds(self.process.pid)
        out = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", HERE / self.script, self.url,
             "--", self.key, secrets.token_hex(4), str(self.most_per_second * seconds)], capture_output=True, text=True, check=True).stdout
        cpu = cpu_seconds(self.process.pid) - before
        result = json.loads(re.search(r"^RESULT (.*)$", out, re.M)[1])
        if result["not_2xx"] or result["broken"]:
            fail(f"{self.name} at -c{connections}: {result['not_2xx']} answers were no 2xx, {result['broken']} broken")
        self.sent += result["requests"]
        self.unread += connections
        return {"rate": result["requests"] / result["us"] * 1e6, "p50": result["p50_us"] / 1000,
                "p99": result["p99_us"] / 1000, "cpu": cpu / result["requests"] * 1e6, "rss": rss_mib(self.process.pid)}

    def check_rows(self, where, rows):
        if not self.sent <= rows <= self.sent + self.unread:
            fail(f"{self.name}: {self.sent} answers with 2xx, but {rows} rows in {where}")
        return rows


class PlumberLeads(Contestant):
    name = "plumber-leads"
    most_per_second = 80_000
    kind = "lead"  # of the journal's entries
    source = ("bench",)

    def start(self):
        self.data = self.folder / "data"
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", self.data], stdout=subprocess.PIPE, text=True,
            stderr=open(self.folder / "server.log", "w"))
        self.url = self.process.stdout.readline().removeprefix("listening on ").strip() or fail("the server did not start")
        added = subprocess.run([PROGRAM, "source", "add", *self.source, "--json", "--data", self.data], check=True,
                               capture_output=True)
        self.key = json.loads(added.stdout)["key"]
        self.first_lead()

    def first_lead(self):
        """A key that many connections show before the server has heard of it looks like guessing."""
        lead = {"first_name": "First", "last_name": "Lead", "email": "first@example.com", "phone_number": "5125550143",
                "service_needed": "Drain Cleaning", "urgency": "day"}
        request = urllib.request.Request(self.url + "/api/v1/leads", json.dumps(lead).encode(), {
            "Content-Type": "application/json", "Authorization": "Bearer " + self.key})
        with urllib.request.urlopen(request) as answer:
            self.sent += answer.status == 201

    def verify(self):
        journal = self.data / "journal.sqlite"
        begin = time.monotonic()
        waiting = f"select count(*) from entries where kind = '{self.kind}' and state <> 1"
        first = left = count(journal, waiting)
        while left and time.monotonic() - begin < 600:
            time.sleep(0.2)
            left = count(journal, waiting)
        seconds = time.monotonic() - begin
        taken = self.check_rows("the journal", count(journal, f"select count(*) from entries where kind = '{self.kind}'"))
        if (stored := count(self.data / "supabase.db", "select count(*) from leads")) != taken:
            fail(f"{taken} leads in the journal, but {stored} in the store")
        print(f"every lead is in the journal and in the store once: {taken:,}; "
              f"{first:,} of them were forwarded after the load, {first / max(seconds, 0.01):,.0f} a second")


class Hooks(PlumberLeads):
    """Each hook becomes a lead behind the journal; the mapper shares the cores with the intake."""
    name = "hooks"
    script = "hook.lua"
    kind = "hook"
    source = ("bench", "--hook", "--preset", "google-ads", "--service", "Drain Cleaning")

    def first_lead(self):
        lead = {"lead_id": "first", "user_column_data": [
            {"column_id": "FULL_NAME", "string_value": "First Lead"},
            {"column_id": "PHONE_NUMBER", "string_value": "+15125550143"}]}
        request = urllib.request.Request(f"{self.url}/api/v1/hooks/{self.key}", json.dumps(lead).encode(),
                                         {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            self.sent += answer.status == 200


class Flask(Contestant):
    name = "flask"

    def start(self):
        self.db = self.folder / "flask.sqlite"
        with sqlite3.connect(self.db) as db:
            db.execute("pragma journal_mode = wal")
            db.execute("create table leads (id text primary key, idempotency_key text unique, phone text, first_name text,"
                       " last_name text, email text, phone_number text, service_needed text, urgency text, zip_code text)")
        self.key = "pl_" + secrets.token_hex(20)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            ["gunicorn", "--chdir", HERE, "--bind", f"127.0.0.1:{port}", "--log-level", "warning", *GUNICORN, "flaskapp:app"],
            env=os.environ | {"BENCH_KEY": self.key, "BENCH_DB": str(self.db), "PYTHONDONTWRITEBYTECODE": "1"})
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        fail("gunicorn did not start")

    def verify(self):
        self.check_rows("Flask's database", count(self.db, "select count(*) from leads"))


def ceiling(folder):
    out = subprocess.run([CEILING, folder / "ceiling.sqlite"], check=True, capture_output=True, text=True).stdout
    return [float(rate) for rate in out.split()]


def measure_hooks():
    """The goal: half of the plain leads' rate."""
    results = {}
    for number in range(arguments.rounds):
        for kind in (PlumberLeads, Hooks):
            with tempfile.TemporaryDirectory(dir=arguments.dir, prefix="intake-") as folder, kind(Path(folder)) as contestant:
                contestant.run(8, 1)  # warms up; its rows count
                results.setdefault(kind.name, []).append(contestant.run(64, arguments.seconds))
                if number == arguments.rounds - 1:
                    contestant.verify()
    for name, r in ((name, middle(runs)) for name, runs in results.items()):
        print(f"{name:14} -c64 {r['rate']:>8,.0f}/s   p50 {r['p50']:.2f} ms   p99 {r['p99']:.2f} ms   CPU {r['cpu']:.0f} µs   RSS {r['rss']:.1f} MiB")
    share = middle(results["hooks"])["rate"] / middle(results["plumber-leads"])["rate"]
    print(f"{'met   ' if share >= 0.5 else 'MISSED'} half of the plain leads' rate: {100 * share:.0f} %")


def middle(runs):
    return {figure: statistics.median(run[figure] for run in runs) for figure in runs[0]}


def main():
    results = {}
    ceilings = []
    for number in range(arguments.rounds):
        for kind in (Flask, PlumberLeads):
            with tempfile.TemporaryDirectory(dir=arguments.dir, prefix="intake-") as folder, kind(Path(folder)) as contestant:
                contestant.run(8, 1)  # warms up; its rows count
                for connections in CONNECTIONS:
                    results.setdefault((kind.name, connections), []).append(contestant.run(connections, arguments.seconds))
                if kind is Flask or number == arguments.rounds - 1:
                    contestant.verify()
        with tempfile.TemporaryDirectory(dir=arguments.dir, prefix="intake-") as folder:
            ceilings.append(ceiling(Path(folder)))
    report({key: middle(runs) for key, runs in results.items()}, [statistics.median(one) for one in zip(*ceilings)])


def report(results, ceilings):
    print(f"\n{'':14}{'-c':>4}{'leads/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'CPU µs':>9}{'RSS MiB':>9}")
    for (name, connections), r in sorted(results.items(), key=lambda item: (item[0][1], item[0][0])):
        print(f"{name:14}{connections:>4}{r['rate']:>10,.0f}{r['p50']:>9.2f}{r['p99']:>9.2f}{r['cpu']:>9.0f}{r['rss']:>9.1f}")
    ours = results["plumber-leads", 64]["rate"]
    bare, same = ceilings
    print(f"SQLite alone, 64 rows a commit: {same:,.0f} rows/s in a table with the journal's columns and keys, of which the intake "
          f"comes to {100 * ours / same:.0f} %; {bare:,.0f} bare rows/s ({100 * ours / bare:.0f} %)\n")
    for connections in CONNECTIONS:
        ours, flask = results["plumber-leads", connections], results["flask", connections]
        print(f"-c{connections:<3} leads/s {ours['rate'] / flask['rate']:5.1f} x Flask's   p99 {ours['p99'] / flask['p99']:5.2f} x"
              f"   CPU a lead 1/{flask['cpu'] / ours['cpu']:.1f}")
    ours, flask = results["plumber-leads", 64], results["flask", 64]
    bars = [("15 x Flask's leads/s at -c64", ours["rate"] >= 15 * flask["rate"], f"{ours['rate'] / flask['rate']:.1f}"),
            ("20 % of SQLite's batches", ours["rate"] >= 0.2 * ceilings[0], f"{100 * ours['rate'] / ceilings[0]:.0f} %"),
            ("p99 half of Flask's", ours["p99"] <= 0.5 * flask["p99"], f"{ours['p99'] / flask['p99']:.2f}"),
            ("RSS below 64 MiB", ours["rss"] < 64, f"{ours['rss']:.0f}")]
    for text, is_met, figure in bars:
        print(f"{'met   ' if is_met else 'MISSED'} {text}: {figure}")


parser = argparse.ArgumentParser()
parser.add_argument("program")
parser.add_argument("ceiling", nargs="?")
parser.add_argument("--hooks", action="store_true", help="plain leads against hooks, instead of Flask and SQLite alone")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--seconds", type=int, default=4)
parser.add_argument("--dir", type=lambda folder: Path(folder).resolve(), default=None, help="where the databases go; it must be on a disk")
parser.add_argument("--gunicorn", default="-k gthread --workers 2 --threads 8 --keep-alive 60 --backlog 1024")
arguments = parser.parse_args()
PROGRAM, CEILING, GUNICORN = arguments.program, arguments.ceiling, arguments.gunicorn.split()
if not (arguments.hooks or CEILING):
    parser.error("the ceiling's program is required")
measure_hooks() if arguments.hooks else main()
