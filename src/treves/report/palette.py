"""Colours of the page: paper, ink and one hue, by day and by night. None belongs to a party, none is a verdict."""

from __future__ import annotations

__all__ = ["DAY", "NIGHT", "SHADES", "contrast", "mix", "on_shade", "palette_css", "shades"]

DAY = {
    "paper": "#fdfcf9",
    "ink": "#161616",
    "soft": "#5b5953",
    "line": "#d8d4ca",
    "faint": "#f1eee7",
    "hue": "#38406f",
    "wash": "#cdd0e2",
    "mark": "#e4e5f1",
}
NIGHT = {
    "paper": "#131416",
    "ink": "#eceae5",
    "soft": "#a9a69e",
    "line": "#3b3c40",
    "faint": "#1e1f22",
    "hue": "#b3bbf2",
    "wash": "#3a4069",
    "mark": "#333a63",
}
SHADES = (0.0, 0.07, 0.15, 0.25, 0.36, 0.48, 0.76, 0.88, 1.0)
"""How much of the hue each step of a map holds; between the sixth and seventh lies the grey on which no ink reads."""


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return red, green, blue


def mix(one: str, other: str, share: float) -> str:
    """Mix two colours, ``share`` (0-1) of the other."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1-21 (WCAG 2.2, relative luminance)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def shades(colours: dict[str, str]) -> tuple[str, ...]:
    """Return the steps of a map, from paper to the full hue."""
    return tuple(mix(colours["paper"], colours["hue"], share) for share in SHADES)


def on_shade(colours: dict[str, str], shade: str) -> str:
    """Return the colour of type on a shade: ink or paper, whichever reads better."""
    return max((colours["ink"], colours["paper"]), key=lambda colour: contrast(colour, shade))


def palette_css(colours: dict[str, str]) -> str:
    """Write the colours as CSS custom properties."""
    told = [f"--{name}:{colour}" for name, colour in colours.items()]
    for k, shade in enumerate(shades(colours)):
        told.extend((f"--s{k}:{shade}", f"--t{k}:{on_shade(colours, shade)}"))
    return ";".join(told)
