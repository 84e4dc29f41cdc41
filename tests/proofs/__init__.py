"""Proofs that are commands, run by hand or each night: see README.md."""
