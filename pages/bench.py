"""The reader's bench: how any words are read, and what a word or a weight would change."""

from focusmap.bootstrap import lexical_reader_for
from focusmap.translate import translations
from focusmap.vocabulary import load_word_classes
from ui.bench_view import render_bench

render_bench(lexical_reader_for("en"), load_word_classes("en"), translations("en"))
