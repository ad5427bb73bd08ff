"""The engines that translate, and what they need of a sentence."""
