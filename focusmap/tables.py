"""The tables as the store queries them; migrations.py makes them, a test holds the two together."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

workshops = Table(
    "workshops",
    metadata,
    Column("id", String, primary_key=True),
    Column("code", String),
    Column("title", Text),
    Column("language", String),
    Column("customers", Text),
    Column("current_step", String),
    Column("facilitator_hash", String),
    Column("wall_hash", String),
    Column("version", Integer),
    Column("is_sample", Boolean),
    Column("created_at", DateTime),
    Column("expires_at", DateTime),
    Column("map_view", String),
    Column("wall_view", String),
    Column("wall_page", Integer),
    Column("qualify_stage", String),
    Column("pace", String),
    Column("open_until", DateTime),
    Column("minimum", Integer),
    Column("identify_stage", String),
    Column("act_stage", String),
    Column("is_rehearsal", Boolean),
)
groups = Table(
    "groups",
    metadata,
    Column("id", String, primary_key=True),
    Column("workshop_id", String),
    Column("position", Integer),
    Column("name", Text),
)
own_words = Table(
    "own_words",
    metadata,
    Column("workshop_id", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("term", Text),
    Column("word_class", String),
)
step_states = Table(
    "step_states",
    metadata,
    Column("workshop_id", String, primary_key=True),
    Column("step", String, primary_key=True),
    Column("state", String),
)
questions = Table(
    "questions",
    metadata,
    Column("id", String, primary_key=True),
    Column("workshop_id", String),
    Column("step", String),
    Column("position", Integer),
    Column("kind", String),
    Column("text", Text),
    Column("name", String),
    Column("most_answers", Integer),
    Column("is_asked", Boolean),
)
participants = Table(
    "participants",
    metadata,
    Column("id", String, primary_key=True),
    Column("workshop_id", String),
    Column("personal_code", String),
    Column("joined_at", DateTime),
    Column("group_id", String),
)
participant_tokens = Table(
    "participant_tokens",
    metadata,
    Column("workshop_id", String, primary_key=True),
    Column("token_hash", String, primary_key=True),
    Column("participant_id", String),
)
answers = Table(
    "answers",
    metadata,
    Column("id", String, primary_key=True),
    Column("workshop_id", String),
    Column("question_id", String),
    Column("participant_id", String),
    Column("client_key", String),
    Column("text", Text),
    Column("created_at", DateTime),
    Column("updated_at", DateTime),
    Column("deleted_at", DateTime),
    Column("hidden", Boolean),
    Column("pinned", Boolean),
    Column("typed_by_facilitator", Boolean),
)
placements = Table(
    "placements",
    metadata,
    Column("workshop_id", String),
    Column("answer_id", String, primary_key=True),
    Column("source", String, primary_key=True),
    Column("x", Float),
    Column("y", Float),
    Column("confirms", Boolean),
)
choices = Table(
    "choices",
    metadata,
    Column("workshop_id", String),
    Column("participant_id", String, primary_key=True),
    Column("step", String, primary_key=True),
    Column("name", String, primary_key=True),
)
ratings = Table(
    "ratings",
    metadata,
    Column("workshop_id", String),
    Column("participant_id", String, primary_key=True),
    Column("step", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("value", Integer),
)
spots = Table(
    "spots",
    metadata,
    Column("workshop_id", String),
    Column("participant_id", String, primary_key=True),
    Column("step", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("x", Float),
    Column("y", Float),
)
documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("workshop_id", String),
    Column("name", Text),
    Column("kind", String),
    Column("pages", Integer),
    Column("left_out", Integer),
    Column("added_at", DateTime),
)
document_sentences = Table(
    "document_sentences",
    metadata,
    Column("workshop_id", String),
    Column("document_id", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("page", Integer),
    Column("text", Text),
)
dots = Table(
    "dots",
    metadata,
    Column("workshop_id", String),
    Column("participant_id", String, primary_key=True),
    Column("entry_id", String, primary_key=True),
)
items = Table(
    "items",
    metadata,
    Column("id", String, primary_key=True),
    Column("workshop_id", String),
    Column("step", String),
    Column("kind", String),
    Column("about", String),
    Column("author_id", String),
    Column("client_key", String),
    Column("version", Integer),
    Column("state", String),
    Column("hidden", Boolean),
    Column("created_at", DateTime),
    Column("updated_at", DateTime),
    Column("deleted_at", DateTime),
)
item_versions = Table(
    "item_versions",
    metadata,
    Column("workshop_id", String),
    Column("item_id", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("author_id", String),
    Column("fields", Text),
    Column("created_at", DateTime),
)
votes = Table(
    "votes",
    metadata,
    Column("workshop_id", String),
    Column("participant_id", String, primary_key=True),
    Column("item_id", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("value", Integer),
)
migrations = Table(
    "migrations",
    metadata,
    Column("name", String, primary_key=True),
    Column("applied_at", DateTime),
)
