"""The use cases of a workshop: what a facilitator, a participant and the wall can do."""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from focusmap.agreement import ROUND
from focusmap.asking import Asking
from focusmap.changing import GONE, SAMPLE, Changes
from focusmap.codes import (
    PERSONAL_CODE_LENGTH,
    clean_code,
    code_of,
    hash_secret,
    matches,
    new_code,
)
from focusmap.codes import new_secret as random_secret
from focusmap.documents.blocks import Source
from focusmap.entries import DOTS_EACH, Entry, make_ballot, merge_entries, takes_dots
from focusmap.entries import STEP as QUALIFY
from focusmap.errors import BadAnswer, Conflict, NotFound, ReadOnly, Refused, StepClosed
from focusmap.experiments import KIND as EXPERIMENT
from focusmap.experiments import Purpose, read_purpose
from focusmap.fields import Field, placed_in
from focusmap.grouping import Groups
from focusmap.importing import Origin, keep_contents, read_contents
from focusmap.items import Items
from focusmap.keeping import use
from focusmap.measuring import Measuring
from focusmap.model import (
    ACT_STAGES,
    MAP_VIEWS,
    STAGES,
    STEP_IDS,
    WALL_VIEWS,
    ActStage,
    Answer,
    Choice,
    Counts,
    Document,
    DocumentSentence,
    Dot,
    IdentifyStage,
    Links,
    MapView,
    OwnWord,
    Pace,
    Participant,
    Placement,
    PlacementSource,
    PutSpot,
    Question,
    Rating,
    ReadAnswer,
    ReadDocument,
    Reading,
    Role,
    Stage,
    StepState,
    Taps,
    Vote,
    WallView,
    WholeItem,
    Workshop,
)
from focusmap.pace import (
    NO_STEERING,
    as_seen,
    can_steer,
    check_pace,
    check_takes,
    is_self_paced,
)
from focusmap.process import Process, may_give_dots
from focusmap.questions import first_questions
from focusmap.reading import Reader
from focusmap.reading.lexicon import Lexicon
from focusmap.retention import (
    REHEARSED_FOR,
    RETENTION_DAYS,
    check_expiry,
    check_typed_title,
)
from focusmap.rewrites import Rewrites
from focusmap.sentences import N_
from focusmap.stating import STATEMENT, Stating, may_change, may_vote
from focusmap.steps import get_step
from focusmap.store import Records, SecretHashes, Stamp, Store
from focusmap.taps import LEAST_RATING, Spot, Tap, check_tap
from focusmap.themes import classes_outside
from focusmap.vocabulary import (
    check_apart,
    check_own_word,
    load_word_classes,
    number_holding,
    own_words,
    still_known,
    with_word,
)
from focusmap.wordlist import KIND as WORD
from focusmap.wordlist import WordList, hand_on
from focusmap.words import (
    check_answer,
    check_customers,
    check_lines,
    check_title,
    clean_words,
)

# A shelf of documents; more would fill the database and say nothing new.
MOST_DOCUMENTS, MOST_SENTENCES = 20, 20_000
LONGEST_NAME = 120
MOST_BALLOTS = 50
# A browser that holds more facilitator links than this is none that people use.
MOST_STEERED = 50
# Each keeps the server busy with forty people.
MOST_REHEARSALS = 10
# Of an answer that is shown as it is.
NONE_BEFORE: Mapping[str, ReadAnswer] = {}
NOT_READ = Reading(None, None, 0.0, line_of_sight=False, evidence=())
LONGEST_KEY = 64

NOT_SHOWN = N_("This answer is not shown any more. Nothing was changed.")
NO_LINK = N_(
    "This link does not open a workshop. It may have been replaced by a newer one, or the "
    "workshop is over. Ask whoever gave it to you for the current one."
)


@dataclass(frozen=True, slots=True)
class Secrets:
    """The two secrets of a workshop, known only at the moment they are made."""

    facilitator: str
    wall: str

    def hashes(self) -> SecretHashes:
        """Return what may be stored of them."""
        return SecretHashes(hash_secret(self.facilitator), hash_secret(self.wall))


def links(base_url: str, code: str, secrets: Secrets) -> Links:
    """Return the three addresses of a workshop."""
    return Links(
        join=join_link(base_url, code),
        facilitator=f"{base_url}/enter/facilitator/{code}/{secrets.facilitator}",
        wall=f"{base_url}/enter/wall/{code}/{secrets.wall}",
    )


def join_link(base_url: str, code: str) -> str:
    """Return the address that phones open."""
    return f"{base_url}/j/{code}"


class Service:
    """The use cases. `clock` gives UTC without a zone; `changed` is told each changed workshop."""

    def __init__(
        self,
        store: Store,
        reader: Callable[[str], Reader],
        clock: Callable[[], datetime],
        changed: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._reader = reader
        self._clock = clock
        self._changed = changed
        changes = Changes(store, clock, changed)
        self._changing, self._found = changes.changing, changes.found
        self._present = changes.present
        self.together = changes.together
        self.items = Items(
            changes,
            {ROUND: may_vote, EXPERIMENT: may_give_dots},
            {STATEMENT: may_change},
            leaving={WORD: hand_on},
        )
        self.stating = Stating(changes)
        self.rewrites = Rewrites(changes, self.reading)
        self.words = WordList(changes, self.shown_answers)
        self.measuring = Measuring(changes)
        self.process = Process(changes)
        self.groups = Groups(changes)
        self.asking = Asking(changes)
        self._ballots: dict[str, tuple[Stamp, tuple[Entry, ...]]] = {}
        self._marks: dict[str, tuple[tuple[int, str], str]] = {}
        self._read_before: OrderedDict[tuple[str, str], dict[str, ReadAnswer]] = OrderedDict()
        self._reading = threading.Lock()

    # The workshop

    def create(
        self,
        title: str,
        questions: Sequence[str] = (),
        customers: Iterable[str] = (),
        language: str = "en",
        *,
        kinds: Sequence[str] = (),
        pace: Pace = "live",
        until: date | None = None,
        is_rehearsal: bool = False,
    ) -> tuple[Workshop, Secrets]:
        """Start a workshop. `questions` replace those of the step Ask when there are any.

        `kinds` say what each of these is about (see `first_questions`).
        `until` is the last day of a self-paced one. A rehearsal has simulated people and is deleted
        after a day, if nobody clears it before. Raises BadAnswer when the title or a question
        is empty or too long, a question is there twice, or the day is none to end on.
        """
        now = self._clock()
        expires = now + (REHEARSED_FOR if is_rehearsal else timedelta(days=RETENTION_DAYS))
        workshop = Workshop(
            id=_new_id(),
            code=new_code(),
            title=check_title(title),
            language=language,
            customers=check_customers(customers),
            current_step=STEP_IDS[0],
            states=dict.fromkeys(STEP_IDS, StepState.CLOSED),
            questions=first_questions(language, questions, kinds),
            version=1,
            created_at=now,
            expires_at=expires,
            is_sample=False,
            pace=pace,
            open_until=check_pace(pace, until, now, expires),
            is_rehearsal=is_rehearsal,
        )
        secrets = Secrets(random_secret(), random_secret())
        with self._store.write() as records:
            if is_rehearsal and len(records.rehearsals(now)) >= MOST_REHEARSALS:
                raise BadAnswer(
                    "There are {most} rehearsals on this server already. Clear one that is over, "
                    "or try again tomorrow: each is deleted after a day.",
                    most=MOST_REHEARSALS,
                )
            records.add_workshop(workshop, secrets.hashes())
        return as_seen(workshop, now), secrets

    def bring_in(self, text: str, file: str) -> tuple[Workshop, Secrets]:
        """Start a workshop with all that a workshop's file holds, with ids and secrets of its own.

        Raises BadFile, with what is wrong and where, and then nothing is stored.
        """
        now = self._clock()
        contents = read_contents(text, file, Origin.anew(now, now + timedelta(days=RETENTION_DAYS)))
        secrets = Secrets(random_secret(), random_secret())
        with self._store.write() as records:
            keep_contents(records, contents, secrets.hashes())
        return contents.workshop, secrets

    def workshop(self, code: str) -> Workshop:
        """Return the workshop with a join code, typed in any case; raises NotFound."""
        with self._store.read() as records:
            return self._found(records.workshop_by_code(clean_code(code)))

    def workshop_by_id(self, workshop_id: str) -> Workshop:
        """Return a workshop; raises NotFound when it was deleted or its time is over."""
        with self._store.read() as records:
            return self._found(records.workshop(workshop_id), GONE)

    def seen_by(self, workshop_id: str, participant_id: str) -> Workshop:
        """Return a workshop as one participant sees it; raises NotFound."""
        return as_seen(self.workshop_by_id(workshop_id), self._clock(), participant_id)

    def role(self, workshop: Workshop, facilitator: str = "", wall: str = "") -> Role:
        """Return what somebody with these secrets may be; raises Refused when nothing.

        The sample may be looked at, as a wall, by everybody.
        """
        with self._store.read() as records:
            hashes = records.secret_hashes(workshop.id)
        # Both are always compared, so that the time taken does not tell which one was near.
        is_facilitator = bool(hashes) & matches(facilitator, hashes.facilitator if hashes else "")
        is_wall = bool(hashes) & matches(wall, hashes.wall if hashes else "")
        if is_facilitator and not workshop.is_sample:
            return "facilitator"
        if is_wall or workshop.is_sample:
            return "wall"
        raise Refused(NO_LINK)

    def renew_secrets(self, workshop: Workshop) -> Secrets:
        """Make new facilitator and wall secrets; the old links and cookies end at once."""
        secrets = Secrets(random_secret(), random_secret())
        with self._changing(workshop.id) as (records, _):
            records.set_secret_hashes(workshop.id, secrets.hashes())
        return secrets

    def renew_wall_secret(self, workshop: Workshop) -> str:
        """Make a new wall secret and return it; the old wall link ends, the facilitator's stays."""
        secret = random_secret()
        with self._changing(workshop.id) as (records, _):
            hashes = records.secret_hashes(workshop.id)
            if hashes:
                renewed = replace(hashes, wall=hash_secret(secret))
                records.set_secret_hashes(workshop.id, renewed)
        return secret

    def delete(self, workshop: Workshop) -> None:
        """Delete a workshop with everything in it, at once and for good; raises ReadOnly."""
        if workshop.is_sample:
            raise ReadOnly(SAMPLE)
        with self._store.write() as records:
            records.delete_workshop(workshop.id)
        self._changed(workshop.id)

    def delete_when_typed(self, workshop: Workshop, typed_title: str) -> None:
        """Delete a workshop whose title was typed as the second act; raises BadAnswer, ReadOnly."""
        check_typed_title(typed_title, self.workshop_by_id(workshop.id).title)
        self.delete(workshop)

    def set_title(self, workshop_id: str, typed: str, began: str | None = None) -> str:
        """Give a workshop another title and return it.

        `began` is the one that its editor began with. Raises BadAnswer, Conflict, ReadOnly.
        """
        title = check_title(typed)
        with self._changing(workshop_id) as (records, workshop):
            _check_still(began, workshop.title)
            records.set_title(workshop_id, title)
        return title

    def keep_until(self, workshop_id: str, day: date | None) -> None:
        """Delete a workshop at the end of a day and not before; raises BadAnswer, ReadOnly."""
        with self._changing(workshop_id) as (records, workshop):
            records.set_expiry(workshop_id, check_expiry(day, workshop, self._clock()))

    def now(self) -> datetime:
        """Return the present time, in UTC without a zone."""
        return self._clock()

    def steered(self, secrets: Mapping[str, str]) -> tuple[Workshop, ...]:
        """Return the workshops that facilitator secrets open, given by code; the newest first."""
        known = islice(secrets.items(), MOST_STEERED)
        found = filter(None, (self._steered(code, secret) for code, secret in known))
        return tuple(sorted(found, key=lambda w: (w.created_at, w.id), reverse=True))

    def _steered(self, code: str, secret: str) -> Workshop | None:
        with suppress(NotFound, Refused):
            workshop = self.workshop(code)
            if self.role(workshop, secret) == "facilitator":
                return workshop
        return None

    def delete_expired(self) -> int:
        """Delete the workshops whose time is over and return how many there were."""
        with self._store.write() as records:
            return records.delete_expired(self._clock())

    def rehearsals(self) -> tuple[str, ...]:
        """Return the ids of all rehearsals whose time is not over."""
        with self._store.read() as records:
            return records.rehearsals(self._clock())

    def versions(self, workshop_ids: Collection[str]) -> dict[str, int]:
        """Return the versions of those of the workshops that still exist, in one query."""
        with self._store.read() as records:
            return records.versions(workshop_ids)

    def check(self) -> None:
        """Raise StorageError when the database does not answer."""
        with self._store.read() as records:
            records.check()

    # The group's own words

    def set_customers(
        self, workshop_id: str, typed: Iterable[str], began: Sequence[str] | None = None
    ) -> None:
        """Replace what a workshop calls its customers; every answer is read anew.

        `began` are those that the editor began with. Raises BadAnswer when there are too many, one
        is too long, or one counts as something else; Conflict.
        """
        customers = check_customers(typed)
        with self._changing(workshop_id) as (records, workshop):
            before = None if began is None else ", ".join(began)
            _check_still(before, ", ".join(workshop.customers))
            check_apart(customers, workshop.words)
            records.set_customers(workshop_id, customers)

    def add_word(self, workshop_id: str, typed: str, word_class: str) -> OwnWord:
        """Read a word in a workshop's own way from now on; every answer is read anew.

        Raises BadAnswer (empty, too long, there already, one too many, no such class).
        """
        with self._changing(workshop_id) as (records, workshop):
            classes = load_word_classes(workshop.language)
            word = check_own_word(typed, word_class, classes)
            check_apart(workshop.customers, (word,))
            records.set_words(workshop_id, with_word(workshop.words, word, classes))
            return word

    def remove_words(self, workshop_id: str, terms: Collection[str]) -> None:
        """Read some words as the lexicon does again; one that is gone already does no harm."""
        with self._changing(workshop_id) as (records, workshop):
            kept = [word for word in workshop.words if word.term not in terms]
            records.set_words(workshop_id, kept)

    def word_counts(self, workshop: Workshop, lexicon: Lexicon) -> dict[str, int]:
        """Return how many answers, shown or not, hold each of a workshop's own words.

        Only the numbers leave: what is not revealed stays here.
        """
        with self._store.read() as records:
            given = records.answers(workshop.id, [q.id for q in workshop.questions])
        read = {q.id for q in workshop.questions if q.is_read}
        texts = [a.text for a in given if a.question_id in read]
        return number_holding(own_words(workshop), texts, lexicon)

    # The pace

    def set_pace(self, workshop_id: str, pace: Pace, until: date | None = None) -> None:
        """Make a workshop live or self-paced, open up to the end of a day or without one.

        Nothing is lost by it. Made live again, its steps are as a facilitator left them. Raises
        BadAnswer (no such pace, no day to end on), ReadOnly.
        """
        with self._changing(workshop_id) as (records, workshop):
            kept = workshop.open_until
            ends = check_pace(pace, until, self._clock(), workshop.expires_at, kept)
            records.set_pace(workshop_id, pace, ends)

    def mark(self, workshop: Workshop) -> str:
        """Return what changes whenever phones at the current step have something else to show."""
        # Hundreds of phones ask at once, and whatever changes it bumps the workshop's version.
        at = (workshop.version, workshop.current_step)
        kept = self._marks.get(workshop.id)
        if kept and kept[0] == at:
            return kept[1]
        mark = self.rewrites.mark(workshop) + self.items.mark(workshop)
        while len(self._marks) >= MOST_BALLOTS:
            self._marks.pop(next(iter(self._marks)))
        self._marks[workshop.id] = (at, mark)
        return mark

    # The steps

    def open_step(self, workshop_id: str, step: str) -> None:
        """Bring the room to a step and take answers there; what was shown is hidden again."""
        self._set_state(workshop_id, step, StepState.OPEN)

    def reveal_step(self, workshop_id: str, step: str) -> None:
        """Bring the room to a step and show its answers; latecomers may still answer."""
        self._set_state(workshop_id, step, StepState.REVEALED)

    def close_step(self, workshop_id: str, step: str) -> None:
        """Take no more answers at a step and show none; nothing is deleted."""
        self._set_state(workshop_id, step, StepState.CLOSED)

    def move_to(self, workshop_id: str, step: str) -> None:
        """Bring the room to a step as it stands: nothing is opened, shown or hidden by it."""
        _check_step(step)
        with self._changing(workshop_id) as (records, _):
            records.set_current_step(workshop_id, step)

    def _set_state(self, workshop_id: str, step: str, state: StepState) -> None:
        _check_step(step)
        with self._changing(workshop_id) as (records, workshop):
            if not can_steer(workshop, step):
                raise BadAnswer(NO_STEERING)
            records.set_state(workshop_id, step, state)
            if state is not StepState.CLOSED:
                records.set_current_step(workshop_id, step)

    def counts(self, workshop: Workshop, step: str) -> Counts:
        """Return how many joined, and how many answered at a step."""
        with self._store.read() as records:
            return records.counts(workshop.id, step, _question_ids(workshop, step))

    def shown_answers(self, workshop: Workshop, step: str) -> tuple[ReadAnswer, ...]:
        """Return the answers of a step with their readings, oldest first; none until revealed.

        The state is read in the same transaction as the answers: a step hidden a moment ago
        gives none, whatever the caller's record of the workshop still says. Hidden answers are
        left out here, once for wall, map, counts and tables.
        """
        return tuple(a for a in self._revealed(workshop, step) if not a.answer.hidden)

    def hidden_answers(self, workshop: Workshop, step: str) -> tuple[ReadAnswer, ...]:
        """Return the hidden answers of a revealed step, for the facilitator alone."""
        return tuple(a for a in self._revealed(workshop, step) if a.answer.hidden)

    def _revealed(self, workshop: Workshop, step: str) -> tuple[ReadAnswer, ...]:
        with self._store.read() as records:
            present = self._present(records, workshop)
            if present.state(step) is not StepState.REVEALED:
                return ()
            asked = _question_ids(present, step)
            given = records.answers(present.id, asked)
            placed = records.placements(present.id, asked)
        key = (workshop.id, step)
        with self._reading:
            before = self._read_before.get(key, {})
        read = self._read(present, given, placed, before)
        with self._reading:
            self._read_before[key] = {a.answer.id: a for a in read}
            use(self._read_before, key)
        return read

    def all_answers(self, workshop: Workshop) -> tuple[ReadAnswer, ...]:
        """Return every answer, shown or not: for the export by whoever owns the server."""
        with self._store.read() as records:
            asked = [q.id for q in workshop.questions]
            given = records.answers(workshop.id, asked)
            placed = records.placements(workshop.id, asked)
        return self._read(workshop, given, placed)

    def _read(
        self,
        workshop: Workshop,
        given: Iterable[Answer],
        placed: Iterable[Placement],
        before: Mapping[str, ReadAnswer] = NONE_BEFORE,
    ) -> tuple[ReadAnswer, ...]:
        """Return answers with their readings; those of `before` where nothing of them changed.

        The same objects again are compared in no time by whoever keeps what was made of them.
        """
        by_id = {q.id: q for q in workshop.questions}
        by_whom = {(p.answer_id, p.source): p for p in placed}
        read = []
        for answer in given:
            question = by_id[answer.question_id]
            made = ReadAnswer(
                answer,
                question,
                self.reading(workshop, question, answer),
                by_whom.get((answer.id, "author")),
                by_whom.get((answer.id, "facilitator")),
            )
            known = before.get(answer.id)
            read.append(known if known == made else made)
        return tuple(read)

    def reading(self, workshop: Workshop, question: Question, answer: Answer) -> Reading:
        """Return what the words of an answer say, by the workshop's language and own words."""
        if not question.is_read:
            return NOT_READ
        reader = self._reader(workshop.language)
        words = still_known(workshop.words, workshop.language)
        return reader.read(answer.text, question.kind, workshop.customers, words)

    def read_measure(self, workshop: Workshop, text: str) -> Reading:
        """Return the reading of a measure's sentence."""
        words = still_known(workshop.words, workshop.language)
        return self._reader(workshop.language).read(text, "measure", workshop.customers, words)

    def purpose(self, workshop: Workshop, so_that: str) -> Purpose:
        """Return what an experiment's "so that" names: somebody outside, an outcome, or neither."""
        words = still_known(workshop.words, workshop.language)
        reader = self._reader(workshop.language)
        reading = reader.read(so_that, "success", workshop.customers, words)
        return read_purpose(so_that, reading, classes_outside(workshop.language))

    # The participants

    def join(self, workshop_id: str, token: str) -> Participant:
        """Return the participant of a device's token, a new one when the token is new."""
        known = self.participant(workshop_id, token)
        return known or self._add_participant(workshop_id, token)

    def participant(self, workshop_id: str, token: str) -> Participant | None:
        """Return the participant of a device's token, or None when there is none yet."""
        with self._store.read() as records:
            return records.participant_by_token(workshop_id, hash_secret(token))

    def newcomer(self, workshop: Workshop, token: str) -> Participant:
        """Return whom a device with a new token will be once it joins; nothing is stored.

        Raises ReadOnly for the sample, which nobody joins.
        """
        if workshop.is_sample:
            raise ReadOnly(SAMPLE)
        return self._person_of(workshop.id, hash_secret(token))

    def _person_of(self, workshop_id: str, token_hash: str, attempt: int = 0) -> Participant:
        # By the token, so that the page shown before somebody joins has their code already.
        code = code_of(hash_secret(f"code {attempt} {token_hash}"), PERSONAL_CODE_LENGTH)
        return Participant(
            hash_secret(f"person {workshop_id} {token_hash}")[:32], workshop_id, code, self._clock()
        )

    def _add_participant(self, workshop_id: str, token: str) -> Participant:
        with self._changing(workshop_id) as (records, _):
            # Two requests of one new phone can come at once; the second finds the first's row.
            known = records.participant_by_token(workshop_id, hash_secret(token))
            return known or self._new_participant(records, workshop_id, hash_secret(token))

    def _new_participant(self, records: Records, workshop_id: str, token_hash: str) -> Participant:
        attempt = 0
        person = self._person_of(workshop_id, token_hash)
        while records.participant_by_code(workshop_id, person.personal_code):
            attempt += 1
            person = self._person_of(workshop_id, token_hash, attempt)
        records.add_participant(workshop_id, person)
        records.add_token(workshop_id, token_hash, person.id)
        return person

    def come_back(
        self, workshop_id: str, personal_code: str, token: str, as_somebody_new: str = ""
    ) -> Participant:
        """Let a device with a new token speak for the person with a personal code.

        What the device wrote so far, as the participant `as_somebody_new`, goes to that person.
        Raises Refused when nobody has that code.
        """
        with self._changing(workshop_id) as (records, _):
            person = records.participant_by_code(workshop_id, clean_code(personal_code))
            if person is None:
                raise Refused(
                    "Nobody in this workshop has that personal code. It has six characters and "
                    "stands at the bottom of the page on your first device."
                )
            if as_somebody_new not in ("", person.id):
                records.merge_participants(workshop_id, as_somebody_new, person.id)
            records.add_token(workshop_id, hash_secret(token), person.id)
            return person

    # The answers

    def own_answers(self, workshop: Workshop, participant_id: str) -> tuple[ReadAnswer, ...]:
        """Return one person's answers with their readings, oldest first."""
        with self._store.read() as records:
            given = records.answers_by(workshop.id, participant_id)
            placed = records.placements_by(workshop.id, participant_id)
        return self._read(workshop, given, placed)

    def send(
        self, workshop_id: str, participant_id: str, question_id: str, key: str, typed: str
    ) -> Answer:
        """Store an answer once, however often it is sent with the same key.

        The key stands for the answer: sent again with other words, the words are replaced. Raises
        BadAnswer (empty, too long, one too many), StepClosed, ReadOnly, NotFound.
        """
        words = check_answer(typed)
        if not 0 < len(key) <= LONGEST_KEY:
            raise BadAnswer("The page is out of date. Load it again; your words are kept here.")
        with self._changing(workshop_id) as (records, workshop):
            question = _check_open(workshop, question_id)
            known = records.answer_by_key(workshop_id, participant_id, key)
            if known:
                return self._replace(records, workshop_id, known, words)
            return self._add_answer(records, workshop_id, participant_id, question, key, words)

    def _add_answer(
        self,
        records: Records,
        workshop_id: str,
        participant_id: str,
        question: Question,
        key: str,
        words: str,
    ) -> Answer:
        own = records.answers_by(workshop_id, participant_id)
        _check_room(question, sum(a.question_id == question.id for a in own))
        now = self._clock()
        answer = Answer(_new_id(), question.id, participant_id, words, now, now)
        records.add_answer(workshop_id, answer, key)
        return answer

    def _replace(self, records: Records, workshop_id: str, answer: Answer, words: str) -> Answer:
        now = self._clock()
        if answer.text == words:
            return answer
        records.change_answer(workshop_id, answer.id, words, now)
        # Whoever placed the answer placed the words that are gone.
        records.delete_placements(workshop_id, answer.id)
        return replace(answer, text=words, updated_at=now)

    def change(self, workshop_id: str, participant_id: str, answer_id: str, typed: str) -> Answer:
        """Replace the words of one's own answer; raises as `send` does."""
        words = check_answer(typed)
        with self._changing(workshop_id) as (records, workshop):
            answer = _own(records, workshop, participant_id, answer_id)
            return self._replace(records, workshop_id, answer, words)

    def withdraw(self, workshop_id: str, participant_id: str, answer_id: str) -> None:
        """Delete one's own answer; raises StepClosed, NotFound, ReadOnly."""
        with self._changing(workshop_id) as (records, workshop):
            answer = _own(records, workshop, participant_id, answer_id)
            records.delete_answer(workshop_id, answer.id, self._clock())
            records.delete_placements(workshop_id, answer.id)

    # What is tapped

    def choose(
        self, workshop_id: str, participant_id: str, step: str, name: str, *, chosen: bool
    ) -> None:
        """Choose something in a step, or take that back; twice is once.

        Raises BadAnswer when it is not offered, StepClosed, ReadOnly, NotFound.
        """
        self._tap(workshop_id, Choice(participant_id, step, name), keep=chosen)

    def rate(
        self, workshop_id: str, participant_id: str, step: str, name: str, value: int | None
    ) -> None:
        """Rate something in a step, or with None take that back; raises as `choose` does."""
        rating = Rating(participant_id, step, name, LEAST_RATING if value is None else value)
        self._tap(workshop_id, rating, keep=value is not None)

    def put_spot(
        self, workshop_id: str, participant_id: str, step: str, name: str, spot: Spot | None
    ) -> None:
        """Put a dot on the map in a step, or with None take it off; raises as `choose` does."""
        x, y = spot or (0.0, 0.0)
        self._tap(workshop_id, PutSpot(participant_id, step, name, x, y), keep=spot is not None)

    def _tap(self, workshop_id: str, tap: Tap, *, keep: bool) -> None:
        check_tap(tap)
        with self._changing(workshop_id) as (records, workshop):
            _check_step_open(workshop, tap.step)
            (records.set_tap if keep else records.delete_tap)(workshop_id, tap)

    def own_taps(self, workshop: Workshop, participant_id: str) -> Taps:
        """Return what one person tapped."""
        with self._store.read() as records:
            return records.taps_by(workshop.id, participant_id)

    def shown_taps(self, workshop: Workshop, step: str) -> Taps:
        """Return what was tapped in a step, of all people; nothing until it is revealed.

        As with answers, the state is read in the same transaction.
        """
        with self._store.read() as records:
            present = self._present(records, workshop)
            if present.state(step) is not StepState.REVEALED:
                return Taps()
            return records.taps(present.id, (step,))

    def shown_spots(self, workshop: Workshop, step: str, name: str) -> tuple[PutSpot, ...]:
        """Return the dots of one name that people put in a step; none until it is revealed."""
        with self._store.read() as records:
            present = self._present(records, workshop)
            if present.state(step) is not StepState.REVEALED:
                return ()
            return records.spots(present.id, step, name)

    def all_taps(self, workshop: Workshop) -> Taps:
        """Return every tap, shown or not: for the export by whoever owns the server."""
        with self._store.read() as records:
            return records.taps(workshop.id, STEP_IDS)

    # For the export, by whoever owns the server: shown or not

    def stored(self, workshop: Workshop) -> Workshop:
        """Return a workshop as it is kept: of a self-paced one, its steps as they were left."""
        with self._store.read() as records:
            kept = records.workshop(workshop.id)
        self._found(kept)
        return kept or workshop

    def all_people(self, workshop: Workshop) -> tuple[str, ...]:
        """Return the ids of all who joined, also of those who gave nothing."""
        with self._store.read() as records:
            return records.participants(workshop.id)

    def all_dots(self, workshop: Workshop) -> tuple[Dot, ...]:
        """Return every dot, whatever the stage of the step."""
        with self._store.read() as records:
            return records.dots(workshop.id)

    def all_groups(self, workshop: Workshop) -> dict[str, str]:
        """Return the group's id of each person who is in one."""
        with self._store.read() as records:
            return records.groups_chosen(workshop.id)

    def all_items(self, workshop: Workshop) -> tuple[WholeItem, ...]:
        """Return what the group wrote together, oldest first, with every version."""
        with self._store.read() as records:
            return tuple(
                WholeItem(item, records.items.versions(workshop.id, item.id))
                for item in records.items.all(workshop.id)
            )

    def all_votes(self, workshop: Workshop) -> tuple[Vote, ...]:
        """Return every vote on what is there."""
        with self._store.read() as records:
            return records.items.votes(workshop.id)

    def all_documents(self, workshop: Workshop) -> tuple[ReadDocument, ...]:
        """Return the documents with their sentences and what these say."""
        with self._store.read() as records:
            shelf = records.documents(workshop.id)
            sentences = [records.document_sentences(workshop.id, d.id) for d in shelf]
        return tuple(
            ReadDocument(d, of, tuple(self._read_sentence(workshop, d, s) for s in of))
            for d, of in zip(shelf, sentences, strict=True)
        )

    # The placements

    def place(
        self, workshop_id: str, participant_id: str, answer_id: str, field: Field | None
    ) -> None:
        """Place one's own answer in a field of the map, or with None take that back.

        In the field of its words it confirms them. Raises StepClosed, NotFound, ReadOnly.
        """
        with self._changing(workshop_id) as (records, workshop):
            answer = _own(records, workshop, participant_id, answer_id)
            self._place(records, workshop, answer, field, "author")

    def place_for_author(self, workshop_id: str, answer_id: str, field: Field | None) -> None:
        """Place an answer that is shown, as the facilitator, or with None take that back.

        The author's own placement, if there is one, goes before it. Raises NotFound, ReadOnly.
        """
        with self._changing(workshop_id) as (records, workshop):
            answer = _revealed_answer(records, workshop, answer_id)
            if answer.hidden:
                raise NotFound(NOT_SHOWN)
            self._place(records, workshop, answer, field, "facilitator")

    def _place(
        self,
        records: Records,
        workshop: Workshop,
        answer: Answer,
        field: Field | None,
        source: PlacementSource,
    ) -> None:
        if field is None:
            records.delete_placements(workshop.id, answer.id, source)
            return
        question = next(q for q in workshop.questions if q.id == answer.question_id)
        if not question.is_read:
            raise BadAnswer("An example has no place on the map. Nothing was changed.")
        reading = self.reading(workshop, question, answer)
        records.set_placement(workshop.id, placed_in(field, answer.id, reading, source))

    def show_on_the_wall(self, workshop_id: str, view: MapView) -> None:
        """Let the wall's map show the words, the meaning, or both; raises NotFound, ReadOnly."""
        if view not in MAP_VIEWS:
            raise NotFound(f"There is no view {view!r}. Use one of {', '.join(MAP_VIEWS)}.")
        with self._changing(workshop_id) as (records, _):
            records.set_map_view(workshop_id, view)

    def turn_wall(self, workshop_id: str, view: WallView, page: int = 0) -> None:
        """Let the wall show another view of the step Ask; raises NotFound, ReadOnly.

        `page` is the page that it stays at, from 1; at 0 it turns its pages by itself.
        """
        if view not in WALL_VIEWS:
            raise NotFound(f"There is no view {view!r}. Use one of {', '.join(WALL_VIEWS)}.")
        with self._changing(workshop_id) as (records, _):
            records.set_wall(workshop_id, view, max(0, page))

    # Moderation

    def hide(self, workshop_id: str, answer_id: str) -> None:
        """Take an answer off every screen but its author's; raises NotFound, ReadOnly.

        Nothing is deleted, and its author is not told.
        """
        with self._changing(workshop_id) as (records, workshop):
            answer = _revealed_answer(records, workshop, answer_id)
            records.set_hidden(workshop_id, answer.id, hidden=True)

    def restore(self, workshop_id: str, answer_id: str) -> None:
        """Show a hidden answer again; raises NotFound, ReadOnly."""
        with self._changing(workshop_id) as (records, workshop):
            answer = _revealed_answer(records, workshop, answer_id)
            records.set_hidden(workshop_id, answer.id, hidden=False)

    def pin(self, workshop_id: str, answer_id: str) -> None:
        """Show an answer before all others; raises NotFound, ReadOnly."""
        with self._changing(workshop_id) as (records, workshop):
            answer = _revealed_answer(records, workshop, answer_id)
            records.set_pinned(workshop_id, answer.id, pinned=True)

    def unpin(self, workshop_id: str, answer_id: str) -> None:
        """Show an answer among the others again; raises NotFound, ReadOnly."""
        with self._changing(workshop_id) as (records, workshop):
            answer = _revealed_answer(records, workshop, answer_id)
            records.set_pinned(workshop_id, answer.id, pinned=False)

    # The room without phones

    def type_for_the_room(
        self, workshop_id: str, question_id: str, key: str, typed: str
    ) -> tuple[Answer, ...]:
        """Store each line as the answer of somebody in the room, once however often it is sent.

        Each line is a person of its own, so that people and answers stay countable: who answers
        two questions counts as two. `key` stands for this sending; the answers are marked as typed
        by the facilitator. Raises BadAnswer (no words, a line too long, too many lines, no key),
        StepClosed, ReadOnly, NotFound, and then nothing is stored.
        """
        lines = check_lines(typed)
        if not 0 < len(key) <= LONGEST_KEY:
            raise BadAnswer("The page is out of date. Load it again, then type the answers.")
        with self._changing(workshop_id) as (records, workshop):
            _check_open(workshop, question_id)
            return tuple(
                self._type_line(records, workshop_id, question_id, f"{key}-{number}", words)
                for number, words in enumerate(lines, 1)
            )

    def _type_line(
        self, records: Records, workshop_id: str, question_id: str, key: str, words: str
    ) -> Answer:
        # Nobody's device has this token: it only finds the person again when a line comes twice.
        token = hash_secret(f"room {key}")
        known = records.participant_by_token(workshop_id, token)
        person = known or self._new_participant(records, workshop_id, token)
        stored = records.answer_by_key(workshop_id, person.id, key) if known else None
        if stored:
            return stored
        now = self._clock()
        answer = Answer(
            _new_id(), question_id, person.id, words, now, now, typed_by_facilitator=True
        )
        records.add_answer(workshop_id, answer, key)
        return answer

    # The documents

    def documents(self, workshop: Workshop) -> tuple[Document, ...]:
        """Return what is known of a workshop's documents, the first added first."""
        with self._store.read() as records:
            return records.documents(workshop.id)

    def add_document(self, workshop_id: str, source: Source) -> Document:
        """Keep a document's sentences; raises BadAnswer when there is no room, ReadOnly."""
        with self._changing(workshop_id) as (records, _):
            _check_shelf(records.documents(workshop_id), len(source.sentences))
            document = Document(
                id=_new_id(),
                name=" ".join(clean_words(source.name).split())[:LONGEST_NAME] or "-",
                kind=source.kind,
                pages=source.pages,
                sentences=len(source.sentences),
                left_out=source.left_out.total(),
                added_at=self._clock(),
            )
            sentences = [
                DocumentSentence(document.id, position, s.page, clean_words(s.text))
                for position, s in enumerate(source.sentences)
            ]
            records.add_document(workshop_id, document, sentences)
            return document

    def delete_document(self, workshop_id: str, document_id: str) -> None:
        """Delete a document and its sentences at once and for good; raises ReadOnly, NotFound."""
        with self._changing(workshop_id) as (records, _):
            records.delete_document(workshop_id, document_id)

    def read_document(
        self,
        workshop: Workshop,
        document: Document,
        progress: Callable[[int, int], None] = lambda _done, _of: None,
    ) -> tuple[ReadAnswer, ...]:
        """Return the sentences of a document with their readings, in their order.

        Each is read as an answer to what value is, with the document as its question and no person
        behind it. `progress` is told how many are read, of how many.
        """
        with self._store.read() as records:
            sentences = records.document_sentences(workshop.id, document.id)
        found = []
        for number, sentence in enumerate(sentences, 1):
            found.append(self._read_sentence(workshop, document, sentence))
            progress(number, len(sentences))
        return tuple(found)

    def _read_sentence(
        self, workshop: Workshop, document: Document, sentence: DocumentSentence
    ) -> ReadAnswer:
        question = Question(document.id, QUALIFY, "value", document.name)
        at = document.added_at
        name = f"{document.id}-{sentence.position}"
        answer = Answer(name, document.id, "", sentence.text, at, at)
        return ReadAnswer(answer, question, self.reading(workshop, question, answer))

    # The dots

    def set_qualify_stage(self, workshop_id: str, stage: Stage) -> None:
        """Let everybody give dots, or show them, or go back; no dot is lost by it.

        Raises BadAnswer when the entries are not revealed: one votes on what is seen.
        """
        if stage not in STAGES:
            raise NotFound(f"There is no stage {stage!r}. Use one of {', '.join(STAGES)}.")
        with self._changing(workshop_id) as (records, workshop):
            if is_self_paced(workshop):
                raise BadAnswer(NO_STEERING)
            if stage != "entries" and workshop.state(QUALIFY) is not StepState.REVEALED:
                raise BadAnswer("Reveal the entries first: one gives dots to what one sees.")
            records.set_qualify_stage(workshop_id, stage)

    def set_identify_stage(self, workshop_id: str, stage: IdentifyStage) -> None:
        """Move the step Identify to another stage; a vote begins or ends with it (see stating)."""
        self.stating.go_to(workshop_id, stage)

    def set_act_stage(self, workshop_id: str, stage: ActStage) -> None:
        """Move the step Act to another bench; nothing is lost by it.

        Raises NotFound (no such bench), ReadOnly.
        """
        if stage not in ACT_STAGES:
            raise NotFound(f"There is no bench {stage!r}. Use one of {', '.join(ACT_STAGES)}.")
        with self._changing(workshop_id) as (records, _):
            records.set_act_stage(workshop_id, stage)

    def entries(self, workshop: Workshop) -> tuple[Entry, ...]:
        """Return what is revealed of Qualify, merged; with dots only when the room may see them."""
        with self._store.read() as records:
            present = self._present(records, workshop)
            shows_dots = takes_dots(present) and present.qualify_stage == "result"
            dots = records.dot_counts(present.id) if shows_dots else {}
        return merge_entries(self.shown_answers(workshop, QUALIFY), dots)

    def stamp(self, workshop: Workshop, step: str) -> Stamp:
        """Return what changes whenever anything that is shown of a step's answers does.

        It begins with the step.
        """
        with self._store.read() as records:
            present = self._present(records, workshop)
            asked = _question_ids(present, step)
            return (
                step,
                present.state(step),
                (present.questions, present.customers, present.words),
                records.looks(present.id, asked),
                records.placements(present.id, asked),
                (present.qualify_stage, tuple(sorted(records.dot_counts(present.id).items())))
                if step == QUALIFY
                else (),
            )

    def own_dots(self, workshop: Workshop, participant_id: str) -> tuple[str, ...]:
        """Return the ids of the entries that one person gave a dot and that are still there."""
        with self._store.read() as records:
            given = records.dots_by(workshop.id, participant_id)
            there = {e.id for e in self._ballot(records, workshop)}
        return tuple(name for name in given if name in there)

    def ballot(self, workshop: Workshop) -> tuple[Entry, ...]:
        """Return what phones can give dots to: nothing unless dots are given now."""
        with self._store.read() as records:
            present = self._present(records, workshop)
            return self._ballot(records, present) if takes_dots(present) else ()

    def _ballot(self, records: Records, workshop: Workshop) -> tuple[Entry, ...]:
        # Hundreds of phones ask for the same list at once.
        asked = workshop.questions_of(QUALIFY)
        stamp = records.stamp(workshop.id, [q.id for q in asked])
        kept = self._ballots.get(workshop.id)
        if kept and kept[0] == stamp:
            return kept[1]
        given = records.answers(workshop.id, [q.id for q in asked])
        ballot = make_ballot([a for a in given if not a.hidden], asked)
        while len(self._ballots) >= MOST_BALLOTS:
            self._ballots.pop(next(iter(self._ballots)))
        self._ballots[workshop.id] = (stamp, ballot)
        return ballot

    def people_with_dots(self, workshop: Workshop) -> int:
        """Return how many people gave a dot."""
        with self._store.read() as records:
            return records.people_with_dots(workshop.id)

    def give_dot(self, workshop_id: str, participant_id: str, entry: str) -> None:
        """Give an entry one's dot; given twice is given once.

        Raises BadAnswer (all three are given), StepClosed (dots are not given now), NotFound,
        ReadOnly. Dots on entries that are gone are free again.
        """
        with self._changing(workshop_id) as (records, workshop):
            _check_dots_open(as_seen(workshop, self._clock(), participant_id))
            there = {e.id for e in self._ballot(records, workshop)}
            if entry not in there:
                raise NotFound("This entry is not there any more. Give your dot to another one.")
            given = set(records.dots_by(workshop_id, participant_id))
            if entry in given:
                return
            if len(given & there) >= DOTS_EACH:
                raise BadAnswer(
                    "You have given all {most} dots. Take one back first.", most=DOTS_EACH
                )
            records.add_dot(workshop_id, participant_id, entry)

    def take_dot_back(self, workshop_id: str, participant_id: str, entry: str) -> None:
        """Take one's dot back from an entry; taken twice is taken once. Raises as `give_dot`."""
        with self._changing(workshop_id) as (records, workshop):
            _check_dots_open(as_seen(workshop, self._clock(), participant_id))
            records.delete_dots(workshop_id, participant_id, (entry,))


def _check_still(began: str | None, now: str) -> None:
    """Raise Conflict when something is not any more as its editor began with it."""
    if began not in (None, now):
        raise Conflict(
            "Somebody else changed this meanwhile. It is now “{now}”. Your words are still in the "
            "field: save once more to put them in its place.",
            now=now,
        )


def _check_step(step: str) -> None:
    if step not in STEP_IDS:
        raise NotFound(f"There is no step {step!r}. Use one of {', '.join(STEP_IDS)}.")


def _check_shelf(shelf: Sequence[Document], sentences: int) -> None:
    """Raise BadAnswer when there is no room for a further document."""
    if len(shelf) >= MOST_DOCUMENTS:
        raise BadAnswer(
            "There are {most} documents already, which is all there is room for. Delete one first.",
            most=MOST_DOCUMENTS,
        )
    if sum(d.sentences for d in shelf) + sentences > MOST_SENTENCES:
        raise BadAnswer(
            "All documents together can have {most:,} sentences, and this one is too much. "
            "Delete one first, or cut it in parts.",
            most=MOST_SENTENCES,
        )


def _check_dots_open(workshop: Workshop) -> None:
    check_takes(workshop)
    if not takes_dots(workshop):
        raise StepClosed("Dots are not given now. Wait until the facilitator asks for them.")


def _own(records: Records, workshop: Workshop, participant_id: str, answer_id: str) -> Answer:
    """Return one's own answer, which must be to a question that takes answers now."""
    own = records.answers_by(workshop.id, participant_id)
    answer = next((a for a in own if a.id == answer_id), None)
    if answer is None:
        raise NotFound("This answer is not there any more. Nothing was changed.")
    _check_open(workshop, answer.question_id)
    return answer


def _revealed_answer(records: Records, workshop: Workshop, answer_id: str) -> Answer:
    """Return an answer of a revealed step, hidden or not; raises NotFound when it is not there."""
    revealed = [q.id for q in workshop.questions if _is_revealed(workshop, q)]
    given = records.answers(workshop.id, revealed)
    answer = next((a for a in given if a.id == answer_id), None)
    if answer is None:
        raise NotFound(NOT_SHOWN)
    return answer


def _is_revealed(workshop: Workshop, question: Question) -> bool:
    return workshop.state(question.step) is StepState.REVEALED


def _check_open(workshop: Workshop, question_id: str) -> Question:
    """Return the question of an id, which must take answers now."""
    question = next((q for q in workshop.questions if q.id == question_id), None)
    if question is None:
        raise NotFound("This question is not asked any more. Load the page again.")
    check_takes(workshop)
    if workshop.state(question.step) is StepState.CLOSED:
        raise StepClosed(
            "The step {name} does not take answers now. Your words stay on this page; "
            "send them when the facilitator opens the step again.",
            name=_name_of(workshop, question.step),
        )
    return question


def _check_step_open(workshop: Workshop, step: str) -> None:
    check_takes(workshop)
    if workshop.state(step) is StepState.CLOSED:
        raise StepClosed(
            "The step {name} takes nothing now, so this tap was not kept. "
            "Tap again when the facilitator opens the step.",
            name=_name_of(workshop, step),
        )


def _name_of(workshop: Workshop, step: str) -> str:
    return get_step(workshop.language, step).name


def _check_room(question: Question, given: int) -> None:
    most = question.most_answers
    if given < most:
        return
    if most == 1:
        raise BadAnswer("You have answered this already. Change your answer instead.")
    raise BadAnswer(
        "You have sent {most} answers to this question, which is all there is room for. "
        "Change one of them instead.",
        most=most,
    )


def _question_ids(workshop: Workshop, step: str) -> list[str]:
    return [q.id for q in workshop.questions_of(step)]


def _new_id() -> str:
    return uuid.uuid4().hex
