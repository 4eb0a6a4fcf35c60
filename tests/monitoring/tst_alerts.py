"""Each alert rule, fed by promtool with made-up series: what fires, and what just misses."""
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
RULES = ROOT / "packaging/monitoring/alerts.yml"

SERVER, NODE = 'instance="s:8080"', 'instance="s:9100"'
DISK = f'{NODE}, mountpoint="/", fstype="ext4"'
TIMER = f'node_systemd_timer_last_trigger_seconds{{{NODE}, name="plumber-leads-server-backup.timer"}}'
ANSWERS = 'plumber_leads_http_answers_total{%s, route="/api/v1/leads", status="%%s"}' % SERVER
JOURNAL = 'plumber_leads_journal_entries{%s, kind="lead", state="%%s"}' % SERVER
OLDEST = f'plumber_leads_journal_oldest_seconds{{{SERVER}, kind="lead"}}'
MESSAGES = 'messages_total{%s, channel="email", outcome="%%s"}' % SERVER


def unit(name, state):
    return f'node_systemd_unit_state{{{NODE}, name="{name}.service", state="{state}"}}'


def probe(check):
    return f'probe_success{{{SERVER}, job="plumber-leads-health", check="{check}"}}'


def up(job):
    return f'up{{{NODE if job == "node" else SERVER}, job="{job}"}}'


def histogram(name, below, total):
    """Samples a minute, of which `below` took less than a second and the rest less than two and a half."""
    each = f"plumber_leads_{name}_bucket{{{SERVER}, le=\"%s\"}}"
    return {each % bound: f"0+{count}x120" for bound, count in (("0.25", below), ("1", below), ("2.5", total), ("+Inf", total))}


def counter(name, labels, more):
    return {f"{name}{{{SERVER}{labels}}}": f"0+{more}x120"}


# Two hours of a server that is well. The backup's timer was triggered an hour before them.
WELL = {
    up("plumber-leads"): "1x120", up("plumber-leads-health"): "1x120", up("node"): "1x120",
    **{probe(check): "1x120" for check in ("ready", "store", "journal", "duties", "stripe", "messages")},
    f"plumber_leads_http_connections_total{{{SERVER}}}": "10+4x120",
    ANSWERS % 201: "0+600x120", ANSWERS % 503: "0+20x120",
    f"plumber_leads_http_turned_away_total{{{SERVER}}}": "0x120",
    f"plumber_leads_journal_failed_commits_total{{{SERVER}}}": "0x120",
    **histogram("intake_seconds", 600, 600), **histogram("journal_commit_seconds", 100, 100),
    OLDEST: "2x120", JOURNAL % "waiting": "3x120", JOURNAL % "set_aside": "0x120",
    f'plumber_leads_source_silent{{{SERVER}, source="website"}}': "0x120",
    f"plumber_leads_sorting_waiting_items{{{SERVER}}}": "50x120",
    f"plumber_leads_sorting_failures_total{{{SERVER}}}": "0x120",
    MESSAGES % "sent": "0+5x120", MESSAGES % "failed": "0+1x120",
    f'stripe_webhooks_total{{{SERVER}, outcome="taken"}}': "0+5x120",
    unit("plumber-leads-server", "failed"): "0x120", unit("plumber-leads-server-backup", "failed"): "0x120",
    f"node_filesystem_avail_bytes{{{DISK}}}": "40e9x120", f"node_filesystem_size_bytes{{{DISK}}}": "100e9x120",
    f"node_memory_MemAvailable_bytes{{{NODE}}}": "1e9x120", f"node_memory_MemTotal_bytes{{{NODE}}}": "4e9x120",
    TIMER: "-3600x120",
}
REFUSED = "plumber_leads_intake_refused_total"
GUESSES = "plumber_leads_intake_key_guesses_total"
NOT_KEPT = "plumber_leads_intake_refused_not_kept_total"
FETCHES = "plumber_leads_sorting_fetches_total"
WEBHOOKS = "stripe_webhooks_total"

# What differs from a server that is well, and which alerts fire when the two hours are over. None removes a series.
CASES = (
    ("well", {}, set()),
    ("the server is down", {up("plumber-leads"): "0x120"}, {"ServerDown"}),
    ("what is down has no health besides", {up("plumber-leads"): "0x120", **{probe(check): "0x120" for check in
     ("ready", "store", "journal", "duties", "stripe", "messages")}}, {"ServerDown"}),
    ("three restarts", {f"plumber_leads_http_connections_total{{{SERVER}}}": "10+4x99 1+4x4 1+4x4 1+4x9"}, {"ServerRestartsOften"}),
    ("two restarts", {f"plumber_leads_http_connections_total{{{SERVER}}}": "10+4x99 1+4x4 1+4x14"}, set()),
    ("systemd gave up", {unit("plumber-leads-server", "failed"): "1x120"}, {"ServiceFailed"}),
    ("a tenth of errors", {ANSWERS % 503: "0+67x120"}, {"ManyServerErrors"}),
    ("refused sources are no errors of the server", {ANSWERS % 422: "0+600x120"}, set()),
    ("full", {f"plumber_leads_http_turned_away_total{{{SERVER}}}": "0+1x120"}, {"ServerFull"}),
    ("the journal fails", {f"plumber_leads_journal_failed_commits_total{{{SERVER}}}": "0+1x120"}, {"JournalDoesNotSave"}),
    ("the journal takes no writes", {probe("journal"): "0x120"}, {"JournalNotReady"}),
    ("slow answers", histogram("intake_seconds", 580, 600), {"IntakeSlow"}),
    ("slow commits", histogram("journal_commit_seconds", 95, 100), {"CommitsSlow"}),
    ("a silent source", {f'plumber_leads_source_silent{{{SERVER}, source="website"}}': "1x120"}, {"SourceSilent"}),
    ("wrong leads", counter(REFUSED, ', source="website", reason="invalid_field"', 1), {"LeadsRefused"}),
    ("throttled leads", counter(REFUSED, ', source="website", reason="rate_limited"', 100), set()),
    ("refused leads beyond what is kept", counter(NOT_KEPT, ', source="website"', 1), {"RefusedLeadsNotKept"}),
    ("many guesses", counter(GUESSES, ', answer="slowed"', 30), {"KeysGuessed"}),
    ("few guesses", counter(GUESSES, ', answer="slowed"', 10), set()),
    ("sorting fails", {f"plumber_leads_sorting_failures_total{{{SERVER}}}": "0+1x120"}, {"SortingFails"}),
    ("a token ran out", counter(FETCHES, ', source="Meta", outcome="token_refused"', 1), {"MakerTokenRefused"}),
    ("fetches that work", counter(FETCHES, ', source="Meta", outcome="fetched"', 1), set()),
    ("much to sort", {f"plumber_leads_sorting_waiting_items{{{SERVER}}}": "51x120"}, {"ManyItemsToSort"}),
    ("the store is away", {probe("store"): "0x120"}, {"StoreUnreachable"}),
    ("an entry waits", {OLDEST: "0+4x120"}, {"DeliveryDelayed"}),
    ("an entry waits for hours", {OLDEST: "0+60x120"}, {"DeliveryDelayed", "DeliveryStuck"}),
    ("the journal grows", {JOURNAL % "waiting": "0+20x120"}, {"JournalGrows"}),
    ("a full journal that empties", {JOURNAL % "waiting": "9000-20x120"}, set()),
    ("set aside", {JOURNAL % "set_aside": "1x120"}, {"EntriesSetAside"}),
    ("Stripe is away", {probe("stripe"): "0x120"}, {"StripeFails"}),
    ("Stripe's signature is another", counter(WEBHOOKS, ', outcome="signature"', 1), {"StripeEventsRefused"}),
    ("messages are stuck", {probe("messages"): "0x120"}, {"MessagesFail"}),
    ("nothing is accepted", {MESSAGES % "sent": "5x120", MESSAGES % "failed": "0x120", MESSAGES % "retried": "0+1x120"},
     {"ServiceRefusesMessages"}),
    ("quiet hours", {MESSAGES % "sent": "5x120", MESSAGES % "failed": "0x120", MESSAGES % "deferred": "0+5x120"}, set()),
    ("a duty fails", {probe("duties"): "0x120"}, {"DutyFails"}),
    ("a disk at nine percent", {f"node_filesystem_avail_bytes{{{DISK}}}": "9e9x120"}, {"DiskNearlyFull"}),
    ("a disk that will be full", {f"node_filesystem_avail_bytes{{{DISK}}}": "80e9-5e8x120"}, {"DiskFillsUp"}),
    ("a full file system in memory", {f'node_filesystem_avail_bytes{{{NODE}, mountpoint="/run", fstype="tmpfs"}}': "0x120",
     f'node_filesystem_size_bytes{{{NODE}, mountpoint="/run", fstype="tmpfs"}}': "1e6x120"}, set()),
    ("no memory", {f"node_memory_MemAvailable_bytes{{{NODE}}}": "1e8x120"}, {"MemoryLow"}),
    ("a backup of the day before yesterday", {TIMER: "-93600x120"}, {"BackupTooOld"}),
    ("a failed backup", {unit("plumber-leads-server-backup", "failed"): "1x120"}, {"BackupFailed"}),
    ("no backup", {TIMER: None}, {"NoBackup"}),
    ("nobody looks at the machine", {up("node"): "0x120"}, {"Unwatched"}),
)


def scenario(name, changes, fires):
    series = {name: values for name, values in {**WELL, **changes}.items() if values}
    return {"name": name, "interval": "1m",
            "input_series": [{"series": name, "values": values} for name, values in series.items()],
            "promql_expr_test": [{"expr": 'count by (alertname) (ALERTS{alertstate="firing"})', "eval_time": "2h",
                                  "exp_samples": [{"labels": f'{{alertname="{alert}"}}', "value": 1} for alert in sorted(fires)]}]}


class Alerts(unittest.TestCase):
    def promtool(self, cases):
        """What promtool says of these scenarios, and whether all went as expected."""
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            json.dump({"rule_files": [str(RULES)], "evaluation_interval": "1m", "tests": [scenario(*case) for case in cases]}, file)
            file.flush()
            done = subprocess.run(["promtool", "test", "rules", file.name], text=True, check=False, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT)
        return done.returncode == 0, done.stdout

    def test_fires_when_it_should_and_not_when_it_just_should_not(self):
        went_well, said = self.promtool(CASES)
        self.assertTrue(went_well, said)

    def test_a_wrong_expectation_is_noticed(self):
        for case in (("well, it says", {}, {"ServerDown"}), ("down, it hides", {up("plumber-leads"): "0x120"}, set())):
            went_well, said = self.promtool([CASES[0], case])
            self.assertFalse(went_well)
            self.assertIn("ServerDown", said)

    def test_the_units_it_watches_are_installed(self):
        units = set(re.findall(r'name="(plumber-leads[a-z.-]+)"', RULES.read_text(encoding="utf-8")))
        self.assertEqual(len(units), 3)
        for unit_file in units:
            self.assertTrue((ROOT / "packaging/linux" / unit_file).is_file(), unit_file)

    def test_each_alert_has_a_case(self):
        named = re.findall(r"^ *- alert: (\w+)$", RULES.read_text(encoding="utf-8"), re.M)
        self.assertGreater(len(named), 20)
        self.assertEqual(len(named), len(set(named)))
        self.assertEqual(set(named), set().union(*(fires for _, _, fires in CASES)))


if __name__ == "__main__":
    unittest.main()
