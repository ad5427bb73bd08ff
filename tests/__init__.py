"""Tests of Liseuse, one folder a layer."""
