#!/usr/bin/env python3
"""A client of chibo's JSON API, with Python alone.

    chibo token --as hien.luong          # on the server: a secret, shown once
    CHIBO_URL=http://127.0.0.1:8080 CHIBO_TOKEN=... python3 client.py 2026-12 2026-12-03T19:30:00+07:00 "Nhà văn hóa"

It says who one is, plans the month's meeting of one's own cell and lists the
tasks that are overdue. Sent twice it plans once: the key names the wish, not the
moment. What the committee above is told is read by asking again with the cursor;
chibo calls nobody (docs/adr/0039).
"""
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request


class Refused(Exception):
    """The server said no, in a sentence for people and a code for programs."""


def call(method, path, body=None, key=None):
    request = urllib.request.Request(os.environ["CHIBO_URL"] + "/api/v1" + path, method=method)
    request.add_header("Authorization", "Bearer " + os.environ["CHIBO_TOKEN"])
    request.add_header("Accept-Language", "vi")
    if key:  # a form sent twice is one write
        request.add_header("Idempotency-Key", key)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:  # application/problem+json, RFC 9457
        problem = json.load(error)
        raise Refused(f"{problem['code']}: {problem['detail']}") from None


def everything(path, **query):
    """Follows the cursor to the end of a list."""
    while True:
        page = call("GET", path + "?" + urllib.parse.urlencode(query))
        yield from page["items"]
        if not page.get("next"):
            return
        query["cursor"] = page["next"]


def main(month, starts_at, place):
    me = call("GET", "/me")
    print(me["person"]["name"])
    cell = next(post["org"] for post in me["posts"] if post["post"] in ("secretary", "deputy"))
    meeting = call("POST", "/meetings", key=f"plan-{cell}-{month}",
                   body={"org": cell, "period": month, "kind": "regular", "starts_at": starts_at, "place": place})
    print(meeting["id"], meeting["day"], meeting["state"])
    for task in everything("/tasks", org=cell, state="overdue"):
        print(task["due"], task["owner_name"], task["deed"])


if __name__ == "__main__":
    try:
        main(*sys.argv[1:4])
    except Refused as refusal:
        sys.exit(str(refusal))
