"""Measures the product beside a floor on the same machine: what Flask, gunicorn and the database cost by themselves."""
