"""Where control can go, and what is known there."""
