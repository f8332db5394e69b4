"""Rules that find statements: tokens, sentences, clauses, matters, actors, cues, and what they add up to."""
