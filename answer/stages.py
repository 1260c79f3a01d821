"""How long each stage of an answer takes."""

import time


class StageClock:
    """Time by stage and in total, in milliseconds."""

    def __init__(self) -> None:
        self._started = self._since = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """The stage has ended."""
        now = time.perf_counter()
        self._laps[stage] = now - self._since
        self._since = now

    def milliseconds(self) -> dict[str, float]:
        """Each stage, and `total`."""
        seconds = self._laps | {"total": self._since - self._started}
        return {stage: each * 1000 for stage, each in seconds.items()}
