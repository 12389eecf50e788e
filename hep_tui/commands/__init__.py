"""The sub-commands of `hep`, one module each; everything heavy is imported when a command runs."""
