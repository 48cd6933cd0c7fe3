"""From words to measures: each telling in the order of publishing goes to the episode of its kind and place, or opens one.

    1. A start, or what is said to hold, goes to the episode of that place, of a place that holds it, or of one within it; where
       none is known it opens one. After an end only a start on a later day, or "still in force" said on a later day, opens
       another: what else is told of the past belongs to the past episode.
    2. An end closes the episode if it is told of all its places or of a wider one; in a part of them it is an end in part. An
       end of what nobody told to begin is a measure of which only the end is known; one told again closes nothing again.
    3. What is denied, planned, feared or possible is shown, and opens and closes nothing.

The result is a function of the set of tellings: they are sorted first, and every look-up is by key, so the cost is linear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sayso.reconcile.measures.episode import Episode
from sayso.reconcile.measures.measure import Measure
from sayso.reconcile.measures.word import Key, Word, keys, speaks, word_of
from sayso.reconcile.telling import Telling
from sayso.vocabulary import Phase


def measures(tellings: Sequence[Telling]) -> tuple[Measure, ...]:
    """The measures that the tellings speak of, by the day of their opening. Tellings of other kinds are passed over."""
    spoken = [t for t in tellings if speaks(t)]
    home = _homes(spoken)
    groups: dict[Key, list[Word]] = defaultdict(list)
    for telling in spoken:
        word = word_of(telling, home.get(_story(telling)))
        groups[word.group].append(word)
    made = [e.measure() for words in groups.values() for e in _Gathering(words).episodes]
    return tuple(sorted(made, key=lambda m: (_first_day(m), m.kind, m.id)))


def _homes(tellings: Iterable[Telling]) -> dict[str, str]:
    """Story → the country of its measures, where that is only one."""
    countries: dict[str, set[str]] = defaultdict(set)
    for telling in tellings:
        if telling.claim.place and telling.claim.place.country:
            countries[_story(telling)].add(telling.claim.place.country)
    return {story: next(iter(named)) for story, named in countries.items() if len(named) == 1}


def _story(telling: Telling) -> str:
    return telling.carrier.story or telling.carrier.id


def _first_day(measure: Measure) -> str:
    turn = measure.opened or measure.closed
    return turn.day if turn else ""


class _Gathering:
    """The episodes of one group. `_at` and `_within` lead from a place to the episode last told there, or in it."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.episodes: list[Episode] = []
        self._at: dict[Key, Episode] = {}
        self._within: dict[Key, Episode] = {}
        self._first_at: dict[Key, tuple[int, Episode]] = {}
        self._first_within: dict[Key, tuple[int, Episode]] = {}
        """A place → the episode first told there, or in it, and the how-manieth look-up that was written."""
        early: list[Word] = []
        for word in sorted(words, key=lambda w: w.order):
            if word.tells and word.phase:
                self._take(word)
            elif episode := self._of(word):
                episode.show(word)
            else:
                early.append(word)
        for word in early:
            self._show_early(word)

    def _take(self, word: Word) -> None:
        episode = self._of(word)
        if word.phase is Phase.ENDS:
            if episode is None or episode.begins_after(word):
                episode = self._new(word)
            episode.end(word)
        else:
            if episode is None or episode.is_over_before(word):
                episode = self._new(word)
            episode.go_on(word)
            self._index(episode, word)

    def _show_early(self, word: Word) -> None:
        """What was denied before it was told goes to the measure that it may speak of and that was told first.

        Not to the one told last: what is published later would move it.
        """
        known = [self._first_at[key] for own in _places(word) for key in own if key in self._first_at]
        known += [self._first_within[own[0]] for own in _places(word) if own[0] in self._first_within]
        if known:
            min(known, key=lambda pair: pair[0])[1].show(word)

    def _of(self, word: Word) -> Episode | None:
        """The episode of the places of a word: of the place itself, of one that holds it, then of one within it."""
        own = _places(word)
        for level in range(max(map(len, own))):
            found = next((self._at[k[level]] for k in own if level < len(k) and k[level] in self._at), None)
            if found:
                return found
        return next((self._within[k[0]] for k in own if k[0] in self._within), None)

    def _new(self, word: Word) -> Episode:
        episode = Episode(word)
        self.episodes.append(episode)
        self._index(episode, word)
        return episode

    def _index(self, episode: Episode, word: Word) -> None:
        for own, *wider in _places(word):
            self._at[own] = episode
            self._first_at.setdefault(own, (len(self._first_at) + len(self._first_within), episode))
            for key in wider:
                self._within[key] = episode
                self._first_within.setdefault(key, (len(self._first_at) + len(self._first_within), episode))


def _places(word: Word) -> list[tuple[Key, ...]]:
    """The keys of each place of a word; of one without a place those of its country, or of nowhere."""
    return [keys(where) for where in word.places] or [((word.group[2],),)]
