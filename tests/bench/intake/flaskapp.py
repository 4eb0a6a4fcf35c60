"""The documented stack, written with care: Flask on gunicorn, every lead checked and committed to SQLite (WAL, FULL)."""
import hashlib
import os
import re
import sqlite3
import threading
import uuid

from flask import Flask, jsonify, request

app = Flask(__name__)
KEY_HASH = hashlib.sha256(os.environ["BENCH_KEY"].encode()).hexdigest()
TEXTS = {"first_name": 50, "last_name": 50, "email": 100, "phone_number": 20, "service_needed": 100, "urgency": 10,
         "zip_code": 10}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
ZIP = re.compile(r"\d{5}(-\d{4})?")
local = threading.local()


def database():
    if not hasattr(local, "db"):
        local.db = sqlite3.connect(os.environ["BENCH_DB"], timeout=30, isolation_level=None)
        local.db.execute("pragma journal_mode = wal")
        local.db.execute("pragma synchronous = full")
    return local.db


@app.post("/api/v1/leads")
def take():
    key = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if hashlib.sha256(key.encode()).hexdigest() != KEY_HASH:
        return jsonify(error="unauthorized"), 401
    lead = request.get_json()
    wrong = [field for field, most in TEXTS.items()
             if not isinstance(lead.get(field), str) or not 0 < len(lead[field]) <= most]
    phone = re.sub(r"\D", "", str(lead.get("phone_number")))
    if wrong or not EMAIL.fullmatch(lead["email"]) or not ZIP.fullmatch(lead["zip_code"]) or len(phone) != 10:
        return jsonify(error="invalid", fields=wrong), 422
    lead_id = str(uuid.uuid4())
    row = (lead_id, request.headers["Idempotency-Key"], "+1" + phone, *(lead[field].strip() for field in TEXTS))
    try:
        database().execute("insert into leads values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)  # commits by itself
    except sqlite3.IntegrityError:
        return jsonify(error="seen before"), 409
    return jsonify(id=lead_id, status="received"), 201
