"""Answers the question what to deploy: a verdict in sentences, advice for a goal."""
