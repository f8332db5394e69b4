"""Code in ink: weight and slant instead of colours, so that it reads in grey, by day and by night."""

from __future__ import annotations

from typing import ClassVar

from pygments.style import Style
from pygments.token import Comment, Generic, Keyword, Name, String, Token


class Ink(Style):
    """Keywords and keys are bold, remarks are slanted; everything takes the colour of the page's ink."""

    background_color = "transparent"
    styles: ClassVar[dict[object, str]] = {
        Token: "",
        Comment: "italic",
        Keyword: "bold",
        Name.Tag: "bold",
        String.Doc: "italic",
        Generic.Prompt: "bold",
    }
