"""The word classes of a language: what each means, and how the constructions treat its words."""

from __future__ import annotations

from typing import NamedTuple

from focusmap.sentences import N_

# Which of three tables a word of a group stands in: the same word may be ours ("we order"),
# theirs ("they order") and a thing ("the order"), and the sentence decides.
OURS, THEIRS, MAIN = "ours", "theirs", "main"

GROUPS = {
    "outside": "people outside: they may act, be served, or only be a label",
    "somebody": "anybody: outside unless somebody inside was just named",
    "inside": "people inside",
    "we": "the writer and the team",
    "they": "stands for whoever was named last",
    "ours": "a verb of ours",
    "theirs": "what people outside do; counts when they are the ones who do it",
    "state": "good to be or have; whose it is depends on who was named",
    "trouble": "bad to have; fewer of it is good",
    "thing": "something inside; takes the name of people before it as a label",
    "result": "counts by itself",
    "can": "says that somebody is able to",
    "aux": "may stand between somebody and what they do",
    "not": "denies what follows",
    "less": "makes what follows fewer",
    "purpose": "moves the weight to what follows",
    "instead": "takes weight from what follows, up to the next part",
    "but": "gives the part after it more weight than the part before",
    "official": "takes weight from its part: what holds only on paper",
    "real": "what follows is what is meant",
    "dismiss": "takes weight from its sentence: nobody looks at it",
    "silent": "counts nothing and takes its words",
    "no_answer": "says that there is no answer here",
    "construction": "no words of its own: its weights stand under its name",
}


class WordClass(NamedTuple):
    """One class: its group (see GROUPS), and which forms of its words are made."""

    name: str
    group: str
    inflect: str
    meaning: str
    place: str

    @property
    def table(self) -> str:
        """The table its words stand in: OURS, THEIRS or MAIN."""
        return self.group if self.group in (OURS, THEIRS) else MAIN


# What a word does in its sentence; an effect is written class@role, without role as it stands.
ROLES = {
    "": "as it stands",
    "acting": N_("does something"),
    "served": N_("something is done to or for them"),
    "label": N_("only says what a thing is called after"),
    "for": N_("named as whom it is for"),
    "lead": N_("begins the answer"),
    "done": N_("stands after what it was done to"),
    "ours": N_("done by us"),
    "counted": N_("only how many"),
    "alone": N_("nobody is named who does it"),
    "outside": N_("of people outside"),
    "inside": N_("of people inside"),
    "not": N_("denied"),
    "less": N_("fewer of it, or none"),
    "share": N_("in percent"),
}
