"""Provisions that share words."""
