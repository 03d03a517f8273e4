"""Counts the lines of a text that hold one of some phrases, with a package that is compared with jinyu:
peers.py PACKAGE LANGUAGE PHRASES TEXT. English is searched in small letters."""

import sys

package, language, phrases, text = sys.argv[1:]
with open(phrases, encoding="utf-8") as file:
    phrases = [line.rstrip("\n") for line in file]
fold = str.lower if language == "en" else str
phrases = [fold(phrase) for phrase in phrases]

if package == "ahocorasick_rs":
    import ahocorasick_rs

    automaton = ahocorasick_rs.AhoCorasick(phrases)
    hit = automaton.find_matches_as_indexes
else:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for number, phrase in enumerate(phrases):
        automaton.add_word(phrase, number)
    automaton.make_automaton()

    def hit(line):
        return next(automaton.iter(line), None)

with open(text, encoding="utf-8") as file:
    print(sum(1 for line in file if hit(fold(line))))
