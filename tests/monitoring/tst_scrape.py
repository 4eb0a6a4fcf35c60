"""A real Prometheus scrapes the real server: whatever the alert rules and the dashboard ask for is there, and an outage shows."""
import http.server
import json
import pathlib
import re
import shutil
import signal
import subprocess
import threading
import unittest

from office import FILES, ROOT, Office, eventually, fetch

DASHBOARD = json.loads((FILES / "dashboard.json").read_text(encoding="utf-8"))
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
# The server has these once it has counted a whole hour, and the exporter those where systemd runs: not here.
LATER = {"plumber_leads_source_silent", "plumber_leads_source_expected_leads", "plumber_leads_source_seen_leads"}
BY_SYSTEMD = {"node_systemd_unit_state", "node_systemd_timer_last_trigger_seconds"}
# What the leads of this test cause nothing of, or not for certain.
UNTRIED = re.compile("sorting|delivery|link_|messages_|twilio|sendgrid|honeypot|not_kept|duplicates|forward_lag")
CHECKS = ("ready", "store", "journal", "duties", "stripe", "messages")


def metrics_of(expression):
    """The names of metrics in a query: the words that are no string, label, function or keyword."""
    bare = re.sub(r'"[^"]*"', "", expression)
    bare = re.sub(r"\{[^}]*\}|\b(by|on|without|ignoring) *\([^)]*\)|\[[^\]]*\]", " ", bare)
    words = re.findall(r"\b[a-zA-Z_]\w*\b(?! *\()", bare)
    return {word for word in words if word not in ("and", "or", "unless", "bool", "offset")}


def panel_queries():
    return {f"{panel['title']} {target['refId']}": target["expr"].replace("$instance", ".*")
            for panel in PANELS for target in panel["targets"]}


class Answers(http.server.BaseHTTPRequestHandler):
    """A /readyz that says what the path asks for."""
    bodies = {}

    def do_GET(self):
        status, body = Answers.bodies[self.path]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Scrape(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.office = Office()
        cls.addClassCleanup(cls.office.end)
        cls.office.start_exporters()
        cls.office.start_server()
        cls.statuses = cls.office.send_leads()
        cls.office.start_prometheus()
        eventually("Prometheus has asked everybody", lambda: cls.targets() == {"up"})
        # A rate takes two scrapes.
        eventually("two scrapes", lambda: cls.value('count_over_time(up{job="plumber-leads"}[1h])') >= 3)

    @classmethod
    def targets(cls):
        targets = cls.office.asked("targets")["activeTargets"]
        return {target["health"] for target in targets} if len(targets) == len(CHECKS) + 2 else set()

    @classmethod
    def value(cls, query):
        found = cls.office.asked("query", query=query)["result"]
        return float(found[0]["value"][1]) if found else -1

    def test_the_leads_met_their_fates(self):
        self.assertEqual(self.statuses, [201, 200, 422, 401, 200, 400])
        rows = self.office.asked("query", query="plumber_leads_intake_leads_total")["result"]
        self.assertEqual({(row["metric"]["source"], row["metric"]["outcome"], row["value"][1]) for row in rows},
                         {("website", "received", "1"), ("website", "repeated", "1")})

    def existing(self):
        text = fetch(self.office.url("server", "/metrics"))[1]
        names = set(self.office.asked("label/__name__/values"))
        for name, kind in re.findall(r"^# TYPE (\S+) (\S+)$", text, re.M):
            names |= {name + suffix for suffix in ("_bucket", "_sum", "_count")} if kind == "histogram" else {name}
        return names

    def test_rules_and_dashboard_name_metrics_that_exist(self):
        rules = self.office.asked("rules")["groups"]
        asked = {f"alert {rule['name']}": rule["query"] for group in rules for rule in group["rules"]}
        self.assertGreater(len(asked), 20)
        existing = self.existing()
        for where, query in {**asked, **panel_queries()}.items():
            names = metrics_of(query)
            self.assertTrue(names, where)
            self.assertEqual(names - existing - LATER - BY_SYSTEMD, set(), where)

    def test_a_metric_that_nobody_has_is_noticed(self):
        query = 'sum by (instance) (rate(plumber_leads_made_up_total{reason="x"}[5m])) > 0 and on (instance) up == 1'
        self.assertEqual(metrics_of(query) - self.existing(), {"plumber_leads_made_up_total"})

    def test_what_is_not_there_yet_has_these_names_where_it_is_made(self):
        sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "server").rglob("*.cpp"))
        for name in LATER:
            self.assertIn(f'"{name}"', sources)
        exporter = pathlib.Path(shutil.which("prometheus-node-exporter")).read_bytes()
        for name in BY_SYSTEMD:
            self.assertIn(name.removeprefix("node_systemd_").encode(), exporter)

    def test_the_dashboard_shows_something(self):
        empty = set()
        for where, query in panel_queries().items():
            if not self.office.asked("query", query=query)["result"]:
                empty.add(where)
        # What nothing happened for: no silence is counted, nobody answered a link, and systemd is not here.
        without = {where for where, query in panel_queries().items()
                   if metrics_of(query) & (LATER | BY_SYSTEMD) or UNTRIED.search(query)}
        self.assertEqual(empty - without, set())
        self.assertGreater(len(panel_queries()) - len(empty), 25)

    def test_rules_work_and_page_nobody_about_a_server_that_is_well(self):
        for group in self.office.asked("rules")["groups"]:
            for rule in group["rules"]:
                self.assertEqual((rule["name"], rule["health"], rule.get("lastError", "")), (rule["name"], "ok", ""))
        for alert in self.office.asked("alerts")["alerts"]:
            # This machine's disks and memory are its own matter.
            self.assertIn(alert["labels"]["alertname"], {"NoBackup", "DiskNearlyFull", "DiskFillsUp", "MemoryLow"})

    def test_what_readyz_says_reaches_each_probe(self):
        for check in CHECKS:
            self.assertEqual(self.value(f'probe_success{{check="{check}", instance="{self.office.addresses["server"]}"}}'), 1, check)

    def test_each_probe_notices_what_it_is_for_and_nothing_else(self):
        def ready(status, store="ok", journal="ok", *duties):
            failing = [{"duty": duty, "id": None, "reason": "no answer", "since": "2026-05-01T00:00:00Z"} for duty in duties]
            return status, json.dumps({"failing_duties": failing, "journal": journal, "status": "…", "store": store},
                                      separators=(",", ":"), sort_keys=True).encode()

        cases = {"/store": (ready(503, store="failing"), {"ready", "store"}),
                 "/journal": (ready(503, journal="failing"), {"ready", "journal"}),
                 "/charges": (ready(200, "ok", "ok", "payments"), {"duties", "stripe"}),
                 "/mails": (ready(200, "ok", "ok", "outbox"), {"duties", "messages"}),
                 "/others": (ready(200, "ok", "ok", "keeping"), {"duties"}),
                 "/well": (ready(200), set()),
                 "/another-program": ((200, b"<html>"), {"store", "journal", "duties", "stripe", "messages"}),
                 "/broken": ((500, b""), set(CHECKS))}
        Answers.bodies = {path: answer for path, (answer, _) in cases.items()}
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        for path, (_, failing) in cases.items():
            target = f"http://127.0.0.1:{server.server_port}{path}"
            self.assertEqual({check for check in CHECKS if not self.office.probe(check, target)}, failing, path)

    def test_the_duties_that_probes_name_are_the_servers(self):
        words = (ROOT / "server/main/dutywatch.cpp").read_text(encoding="utf-8")
        text = (FILES / "blackbox.yml").read_text(encoding="utf-8")
        for group in re.findall(r'"duty":"\(([a-z|-]+)\)"', text):
            for duty in group.split("|"):
                self.assertIn(f'QStringLiteral("{duty}")', words)

    def test_the_configuration_is_sound(self):
        done = subprocess.run(["promtool", "check", "config", self.office.configuration()], text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, r"SUCCESS: \d+ rules found")
        subprocess.run(["prometheus-blackbox-exporter", "--config.check", f"--config.file={FILES / 'blackbox.yml'}"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def test_z_a_killed_server_shows_and_one_that_is_back_too(self):
        self.office.stop("server", signal.SIGKILL)
        eventually("the alert waits for its minute",
                   lambda: ("ServerDown", "pending") in {(alert["labels"]["alertname"], alert["state"])
                                                         for alert in self.office.asked("alerts")["alerts"]})
        self.office.start_server()
        eventually("it is over", lambda: "ServerDown" not in {alert["labels"]["alertname"]
                                                             for alert in self.office.asked("alerts")["alerts"]})
        self.assertGreaterEqual(self.value("resets(plumber_leads_http_connections_total[30m])"), 1)


class Dashboard(unittest.TestCase):
    def test_panels_are_told_apart_and_lie_beside_each_other(self):
        panels = DASHBOARD["panels"]
        self.assertEqual(len({panel["id"] for panel in panels}), len(panels))
        taken = set()
        for panel in panels:
            place = panel["gridPos"]
            cells = {(x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])}
            self.assertLessEqual(place["x"] + place["w"], 24, panel["title"])
            self.assertFalse(taken & cells, panel["title"])
            taken |= cells

    def test_every_query_follows_the_chosen_prometheus_and_server(self):
        self.assertEqual([variable["name"] for variable in DASHBOARD["templating"]["list"]], ["datasource", "instance"])
        for panel in PANELS:
            self.assertTrue(panel["targets"], panel["title"])
            for target in panel["targets"]:
                self.assertEqual(target["datasource"]["uid"], "${datasource}")
                if "node_" not in target["expr"]:
                    self.assertIn('instance=~"$instance"', target["expr"], panel["title"])


if __name__ == "__main__":
    unittest.main()
