"""A source that sends one lead after the other while the host changes under it, and knows which were acknowledged."""
import json
import threading
import time
import urllib.error
import urllib.request
import uuid

URL = "http://127.0.0.1:8080"


def ask(path, headers=None, body=None):
    """Status and body; 0 when nobody answers."""
    request = urllib.request.Request(URL + path, headers=headers or {}, data=body)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError:
        return 0, b""


class Source(threading.Thread):
    def __init__(self, key):
        super().__init__(daemon=True)
        self.key = key
        self.acknowledged = set()
        self.refused = []
        self._ends = threading.Event()

    def run(self):
        while not self._ends.is_set():
            self._send(str(uuid.uuid4()))
            time.sleep(0.02)

    def _send(self, number):
        """Tries until there is an answer, as sources do."""
        lead = {"first_name": "Ann", "last_name": "Lee", "email": f"{number}@example.com", "phone_number": "(512) 555-0143",
                "service_needed": "Drain Cleaning", "urgency": "day", "zip_code": "78701"}
        headers = {"Authorization": "Bearer " + self.key, "Content-Type": "application/json", "Idempotency-Key": number}
        while not self._ends.is_set():
            status, body = ask("/api/v1/leads", headers, json.dumps(lead).encode())
            if status in (200, 201):
                self.acknowledged.add(json.loads(body)["id"])
                return
            if status not in (0, 503):
                self.refused.append((status, body))
                return
            time.sleep(0.05)

    def end(self):
        self._ends.set()
        self.join()


def leads_in_store(secret_key):
    found, page = set(), 1000
    while True:
        status, body = ask(f"/rest/v1/leads?select=id&order=id&limit={page}&offset={len(found)}", {"apikey": secret_key})
        assert status in (200, 206), (status, body)
        rows = json.loads(body)
        found |= {row["id"] for row in rows}
        if len(rows) < page:
            return found
