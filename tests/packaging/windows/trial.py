"""Counts what works and what doesn't, in sentences."""
import sys
import traceback


class Failed(Exception):
    """Its text says what was there instead."""


class Trial:
    def __init__(self, log):
        self.log = open(log, "w", encoding="utf-8")
        self.passed = self.failed = 0

    def say(self, words):
        print(f"\033[1m==>\033[0m {words}", flush=True)
        self.write(f"==> {words}\n")

    def write(self, words):
        self.log.write(words)
        self.log.flush()

    def check(self, sentence, step, *arguments):
        """Whether step(*arguments) raised nothing. What it raised is shown."""
        try:
            step(*arguments)
        except Exception as problem:  # whatever it was, the sentence isn't true
            self.failed += 1
            print(f"  FAILED  {sentence}\n          {problem}", flush=True)
            self.write(f"FAILED {sentence}\n{traceback.format_exc()}\n")
            return False
        self.passed += 1
        print(f"  ok      {sentence}", flush=True)
        self.write(f"ok {sentence}\n")
        return True

    def need(self, sentence, step, *arguments):
        """What makes no sense without the step before."""
        if not self.check(sentence, step, *arguments):
            self.finish()

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        sys.exit(1 if self.failed or not self.passed else 0)


def same(found, wanted):
    if found != wanted:
        raise Failed(f"It is {found!r} instead of {wanted!r}.")


def true(condition, words):
    if not condition:
        raise Failed(words)
