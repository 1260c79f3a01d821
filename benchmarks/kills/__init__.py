"""Builders killed at every write, rename and sync, and on full disks. `python -m benchmarks.kills --help`."""
