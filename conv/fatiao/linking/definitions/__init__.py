"""Definitions of terms."""
