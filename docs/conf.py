"""How the documentation is built: Sphinx, MyST and Furo, from what lies here, with nothing fetched."""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_extensions"))

from treves.report.palette import DAY, NIGHT

project = "treves"
author = "the authors of treves"
copyright = "the authors of treves, Apache-2.0"  # noqa: A001 - Sphinx calls it so
version = release = version_of("treves")

extensions = [
    "sphinx.ext.autodoc",
    "numpydoc",
    "myst_nb",
    "formulas",  # mathematics as MathML: no script, no picture, nothing fetched
    "notebooks",  # examples/notebooks, brought in beside the pages
    "places",  # links out of docs, and pages that land by themselves
    "public_names",  # the reference of the Python names
    "verbs",  # the reference of the command line
]
exclude_patterns = ["_build", "_extensions", "_static", "jupyter_execute"]
root_doc = "index"
language = "en"

myst_enable_extensions = ["dollarmath", "colon_fence", "deflist"]
myst_fence_as_directive = ["math"]
myst_heading_anchors = 3
myst_links_external_new_tab = False
nb_execution_mode = "off"  # a test runs the notebooks; here they are shown as they were written
suppress_warnings = ["misc.highlighting_failure"]  # csv has no colours, and needs none

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False
nitpicky = True
# Types of other packages, and rooms whose pages are not part of this reference: nothing is fetched to link them.
nitpick_ignore_regex = [("py:(class|obj|data|exc|mod|attr|meth)", r"(?!treves\.[A-Za-z_]+$).*")]

html_theme = "furo"
html_title = "treves"
html_static_path = ["_static"]
html_css_files = ["treves.css"]
html_copy_source = False
html_show_sphinx = False
SERIF = 'Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", Georgia, "Liberation Serif", serif'


def _furo(colours: dict[str, str]) -> dict[str, str]:
    """Dress Furo in the colours of the report."""
    return {
        "color-foreground-primary": colours["ink"],
        "color-foreground-secondary": colours["soft"],
        "color-foreground-muted": colours["soft"],
        "color-foreground-border": colours["line"],
        "color-background-primary": colours["paper"],
        "color-background-secondary": colours["faint"],
        "color-background-hover": colours["mark"],
        "color-background-border": colours["line"],
        "color-brand-primary": colours["hue"],
        "color-brand-content": colours["hue"],
        "color-brand-visited": colours["hue"],
        "color-highlight-on-target": colours["mark"],
        "color-inline-code-background": colours["faint"],
        "color-admonition-background": colours["faint"],
        "color-api-name": colours["hue"],
        "color-api-pre-name": colours["hue"],
        "color-api-keyword": colours["soft"],
        "color-link": colours["hue"],
        "color-link--visited": colours["hue"],
        "color-link-underline": colours["line"],
        "color-sidebar-link-text": colours["ink"],
        "color-sidebar-link-text--top-level": colours["ink"],
        "color-code-foreground": colours["ink"],
        "color-code-background": colours["faint"],
        "font-stack": SERIF,
    }


html_theme_options = {"light_css_variables": _furo(DAY), "dark_css_variables": _furo(NIGHT)}
pygments_style = pygments_dark_style = "ink.Ink"
