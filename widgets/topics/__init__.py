"""The topics of the figures: one folder a topic, with its calculation, words, chart and markup."""
