"""Hostile bytes are parsed in child processes with limits of time and memory; what dies there hurts nobody else.

`pool.Contained` is the door. A child (`child.py`) is a fresh interpreter rather than a fork: the parent has threads, and a
fork of a process with threads may hang. It does one of the jobs of `jobs.py` at a time, and is replaced after some.
"""
