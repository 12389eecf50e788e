"""The screens: a key becomes a command, a command an action, a view comes back."""
