"""Two high-contrast themes: text at least 7:1 on its background, lines at least 3:1 (WCAG 2.1, 1.4.6 and 1.4.11)."""

from textual.theme import Theme

DARK = Theme(
    name="hep-dark",
    primary="#7cc4ff",
    secondary="#c8d0d8",
    accent="#ffd35c",
    foreground="#f2f4f6",
    background="#101418",
    surface="#101418",
    panel="#1a2026",
    success="#8fe08f",
    warning="#ffd35c",
    error="#ff9e94",
    dark=True,
    text_alpha=1.0,
    variables={
        "quiet": "#a9b4be",
        "line": "#76828e",
        "here": "#ffd35c",
        "good": "#8fe08f",
        "alarm": "#ff9e94",
        "concern": "#f2a08a",
        "mixed": "#c3b1ff",
        "level-1": "#56708c",
        "level-2": "#6d9fd2",
        "level-3": "#9ccdf5",
        "level-4": "#eef7ff",
        "input-cursor-background": "#ffd35c",
        "input-cursor-foreground": "#101418",
    },
)

LIGHT = Theme(
    name="hep-light",
    primary="#0b4f8a",
    secondary="#3a444e",
    accent="#7a3e00",
    foreground="#14181c",
    background="#fbfbf9",
    surface="#fbfbf9",
    panel="#eceeee",
    success="#0f5a1f",
    warning="#6d4000",
    error="#8f1414",
    dark=False,
    text_alpha=1.0,
    variables={
        "quiet": "#444e58",
        "line": "#7a848e",
        "here": "#7a3e00",
        "good": "#0f5a1f",
        "alarm": "#8f1414",
        "concern": "#8a3b14",
        "mixed": "#50309a",
        "level-1": "#7b8fa3",
        "level-2": "#4376a9",
        "level-3": "#1d5590",
        "level-4": "#0b2440",
        "input-cursor-background": "#7a3e00",
        "input-cursor-foreground": "#fbfbf9",
    },
)

THEMES = (DARK, LIGHT)
