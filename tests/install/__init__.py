"""Sayso installed as a stranger installs it."""
