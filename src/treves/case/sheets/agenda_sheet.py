"""agenda.yaml: issues with their options, and which options cannot, or only together, be in one package."""

from __future__ import annotations

from pydantic import Field, ValidationInfo, field_validator, model_validator

from treves.agenda import Agenda, Choice, Exclusion, Instrument, Issue, LegalPath, Lever, Option, Requirement
from treves.case.nearest import one_of
from treves.case.quote import quoted
from treves.case.sheets.declared import IssueName, declared_in, known_option
from treves.case.sheets.fields import Name, Number, Place, Refusals, Share, Sheet, Text, Weight, refuse

__all__ = ["AgendaSheet"]


class ChoiceSheet(Sheet):
    """An issue and one of its options."""

    issue: IssueName = Field(description="name of an issue on the agenda")
    option: Name = Field(description="name of one of that issue's options")

    @field_validator("option")
    @classmethod
    def _is_known(cls, option: str, info: ValidationInfo) -> str:
        if wrong := known_option(info.data.get("issue"), option, declared_in(info)):
            raise refuse(*wrong)
        return option

    def choice(self) -> Choice:
        return Choice(self.issue, self.option)


class LegalPathSheet(Sheet):
    """What the law asks before an option works."""

    instrument: Instrument = Field(description="legal form the option needs")
    delay_months: Weight = Field(description="months from accord to entry into force, central value")
    delay_months_low: Weight = Field(description="months, lower end of the 80 % range")
    delay_months_high: Weight = Field(description="months, upper end of the 80 % range")
    struck_down_share: Share = Field(description="chance (0-1) that a court strikes it down within a year")
    source: Text = Field(description="where the numbers come from, or the word assumption")

    @model_validator(mode="after")
    def _is_ordered(self) -> LegalPathSheet:
        if not self.delay_months_low <= self.delay_months <= self.delay_months_high:
            what = f"delay {self.delay_months:g} is not within {self.delay_months_low:g} to {self.delay_months_high:g}"
            raise refuse(what, "delay_months_low <= delay_months <= delay_months_high")
        return self


class LeverSheet(Sheet):
    """What an option changes in a chain: a parameter and its new value."""

    parameter: Name = Field(description="name of the chain's parameter")
    value: Number = Field(description="its new value, in the unit given")
    unit: Text = Field(description="unit of the value")
    source: Text = Field(description="where the value comes from, or the word assumption")


class OptionSheet(Sheet):
    """One answer to an issue."""

    name: Name = Field(description="short name, unique within the issue")
    label: Text = Field(description="the words used in prose and tables")
    place: Place = Field(description="place on the issue's scale, in points from 0 to 100")
    legal_path: LegalPathSheet | None = Field(None, description="what the law asks before the option works")
    levers: list[LeverSheet] = Field([], description="what the option changes in a chain")


class IssueSheet(Sheet):
    """A question to settle."""

    name: Name = Field(description="short name, unique on the agenda")
    label: Text = Field(description="the words for tables")
    question: Text = Field(description="the question in one sentence")
    low_end: Text = Field(description="what 0 means on this issue's scale")
    high_end: Text = Field(description="what 100 means on this issue's scale")
    status_quo: Name = Field(description="name of the option that holds if nothing is agreed")
    options: list[OptionSheet] = Field(min_length=2, description="the answers, in the order results keep")

    @field_validator("status_quo")
    @classmethod
    def _is_option(cls, name: str, info: ValidationInfo) -> str:
        known = (declared_in(info).options or {}).get(info.data.get("name", ""))
        if known and name not in known:
            raise refuse(f"status quo {quoted(name)} is none of the issue's options", one_of(name, known))
        return name

    def issue(self) -> Issue:
        options = tuple(
            Option(
                name=option.name,
                label=option.label,
                place=option.place,
                legal_path=LegalPath(**option.legal_path.model_dump()) if option.legal_path else None,
                levers=tuple(Lever(**lever.model_dump()) for lever in option.levers),
            )
            for option in self.options
        )
        return Issue(self.name, self.label, self.question, options, self.status_quo, self.low_end, self.high_end)


class ExclusionSheet(Sheet):
    """Choices that cannot all be in one package."""

    choices: list[ChoiceSheet] = Field(min_length=1, description="the choices that cannot all be in one package")
    why: Text = Field(description="why they exclude each other, in one sentence")


class RequirementSheet(Sheet):
    """A choice that needs at least one of some others in the same package."""

    choice: ChoiceSheet = Field(description="the choice that needs another")
    any_of: list[ChoiceSheet] = Field(min_length=1, description="choices of which at least one must go with it")
    why: Text = Field(description="why it needs one of them, in one sentence")


class AgendaSheet(Sheet):
    """What is on the table: issues, options, and the rules between them."""

    issues: list[IssueSheet] = Field(min_length=1, description="the questions to settle, in the order results keep")
    exclusions: list[ExclusionSheet] = Field([], description="choices that cannot all be in one package")
    requirements: list[RequirementSheet] = Field([], description="choices that need others in the same package")

    @model_validator(mode="after")
    def _status_quo_stands(self) -> AgendaSheet:
        """Refuse rules that rule out the status quo, which holds without a deal."""
        holding = {(issue.name, issue.status_quo) for issue in self.issues}
        refusals = Refusals()
        right = "a rule that leaves room for what holds if nothing is agreed"
        for i, exclusion in enumerate(self.exclusions):
            if {(choice.issue, choice.option) for choice in exclusion.choices} <= holding:
                refusals.add("this exclusion rules out the status quo itself", right, "exclusions", i)
        for i, rule in enumerate(self.requirements):
            others = {(choice.issue, choice.option) for choice in rule.any_of}
            if (rule.choice.issue, rule.choice.option) in holding and not others & holding:
                refusals.add("this requirement rules out the status quo itself", right, "requirements", i)
        refusals.raise_any()
        return self

    def agenda(self) -> Agenda:
        """Return the agenda this sheet describes."""
        return Agenda(
            tuple(issue.issue() for issue in self.issues),
            tuple(Exclusion(tuple(c.choice() for c in rule.choices), rule.why) for rule in self.exclusions),
            tuple(
                Requirement(rule.choice.choice(), tuple(c.choice() for c in rule.any_of), rule.why)
                for rule in self.requirements
            ),
        )
