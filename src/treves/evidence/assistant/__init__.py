"""Statements suggested by a language model behind an address the user names; off unless asked for."""

from treves.evidence.assistant.ask import Assistant, AssistantError, Suggested, suggest_statements

__all__ = ["Assistant", "AssistantError", "Suggested", "suggest_statements"]
