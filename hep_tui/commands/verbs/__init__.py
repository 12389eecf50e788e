"""Commands that follow from the actions: a module a noun, each with its `VERBS`; imported when one is asked for."""
