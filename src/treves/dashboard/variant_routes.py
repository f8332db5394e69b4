"""What the page asks of variants: stored, read, deleted, taken along as case files."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import JSONResponse, Response

from treves.case.adjust import adjust
from treves.case.copying import case_archive
from treves.dashboard.answers import or_missing, refusal
from treves.dashboard.asked import ExportAsked, Name, VariantAsked
from treves.dashboard.variants import MovedOnVariantError
from treves.dashboard.workbench import Workbench

__all__ = ["add_variants"]


def add_variants(api: FastAPI, bench: Workbench) -> None:
    """Add the routes of variants."""
    variants = bench.variants

    @api.get("/api/variants")
    def names() -> JSONResponse:
        return JSONResponse({"variants": variants.names(), "where": str(variants.folder)})

    @api.get("/api/variants/{name}")
    def read(name: Name) -> JSONResponse:
        found = variants.read(name)
        return or_missing(found.plain() if found else None, "there is no variant of this name")

    @api.put("/api/variants/{name}")
    def write(name: Name, asked: VariantAsked) -> JSONResponse:
        changes = bench.opened.parse(asked.adjustments)
        adjust(bench.opened.case, changes)
        try:
            return JSONResponse(variants.write(name, changes, asked.note, revision=asked.revision).plain())
        except MovedOnVariantError as error:
            return refusal(409, str(error), state=error.variant.plain() if error.variant else None)

    @api.delete("/api/variants/{name}")
    def delete(name: Name, revision: str | None = None) -> JSONResponse:
        try:
            was_there = variants.delete(name, revision=revision)
        except MovedOnVariantError as error:
            return refusal(409, str(error), state=error.variant.plain() if error.variant else None)
        return JSONResponse({"deleted": name}) if was_there else refusal(404, "there is no variant of this name")

    @api.post("/api/variants/{name}/export")
    def export(name: Name, asked: ExportAsked) -> Response:
        found = variants.read(name)
        if found is None:
            return refusal(404, "there is no variant of this name")
        if asked.form == "folder" or (asked.form is None and bench.is_own):
            if not bench.is_own:
                return refusal(403, "the case is not in a folder of your own", "form: zip")
            return JSONResponse({"written": str(variants.folder / "variants" / name / "adjustments.yaml")})
        folder = f"{bench.opened.case.name.replace('/', '-')}-{name}"
        archive = case_archive(bench.opened.where, found.adjustments, name=folder, remark=found.note)
        head = {"content-disposition": f'attachment; filename="{folder}.zip"'}
        return Response(archive, media_type="application/zip", headers=head)
