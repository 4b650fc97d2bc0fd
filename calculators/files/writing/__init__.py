"""Answers out, and templates: CSV and XLSX, whole or not at all, nothing that a sheet would run."""
