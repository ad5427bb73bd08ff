"""What tests of several folders stand on: how long they wait, and what is said when nothing comes."""
