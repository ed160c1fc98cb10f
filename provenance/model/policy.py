"""The numbers in the definitions of the statuses, under a name."""

from pydantic import BaseModel, ConfigDict, Field

from provenance.model.vocabulary import Grouping


class Policy(BaseModel):
    """How much it takes. `two-independent`, the default, is the two-source rule applied to origins, not to reports."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str = "two-independent"
    corroborated_origins: int = Field(2, ge=1, description="origins from which a claim is corroborated")
    confirmed_origins: int = Field(2, ge=1, description="origins needed to confirm")
    confirmed_chains: int = Field(2, ge=1, description="disjoint chains needed to confirm")
    confirmed_needs_non_party: bool = Field(True, description="one named origin must not be a party")
    stale_after: int = Field(365, ge=1, description="days after which the newest statement is stale")
    grouping: Grouping = Field(
        Grouping.ORGANISATION,
        strict=False,
        description="how far sources are put together as one voice: name (not at all), house, or state (all under one)",
    )


POLICIES = {
    "two-independent": Policy(),
    "three-independent": Policy(name="three-independent", confirmed_origins=3, confirmed_chains=3),
}
