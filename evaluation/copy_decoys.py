"""Articles that are no copies though they look like it: what one office prints from one form, day after day."""

from collections.abc import Iterator

import numpy as np

from evaluation.copy_edits import Print

_MARKET = (
    "Shares in {city} closed {direction} on {weekday}, with the main index {direction} {points} points at {level}.",
    "{first} {moved} {percent} percent to {price} crowns after the company spoke of {matter} at its plant in {town}.",
    "{second} {moved_too} {other_percent} percent, and {third} ended at {other_price} crowns.",
    "Some {volume} million shares changed hands, against {before} million the day before.",
    "The crown stood at {rate} to the dollar, and a barrel of oil cost {oil} dollars.",
    "Dealers pointed to {matter} and to figures on {topic} that are due on {next_day}.",
    "Prices are those of the close and may be delayed by fifteen minutes. They are no advice to buy or to sell.",
)
_WEATHER = (
    "{weekday} will be {sky} over {town} and the coast, with a high of {high} degrees and a low of {low}.",
    "Winds from the {wind} will reach {speed} knots by {hour} and fall off toward evening.",
    "Inland, {other_sky} spells are likely around {city}, with {rain} millimetres of rain by {next_day}.",
    "High water at {town} is at {hour} and {other_hour}; the sun rises at {rise} and sets at {set}.",
    "Small craft should take care beyond the point when the wind is above {speed} knots.",
)
_MATCH = (
    "{first} beat {second} {goals}-{lost} at {town} on {weekday} before a crowd of {crowd}.",
    "{player} scored in the {minute}th minute and {other_player} made it safe {late} minutes from the end.",
    "The visitors had {shots} shots to {other_shots} and saw {third} come off injured after {minute} minutes.",
    "“We were {mood} today and {other_mood} when it mattered,” said the coach, {player}.",
    "{first} have {goal_sum} points from {games} matches and play {third} on {next_day}.",
    "Tickets for the next match are sold at the ground and at the usual shops in town.",
)
FORMS = {"market reports": _MARKET, "weather reports": _WEATHER, "match reports": _MATCH}

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORDS = {
    "city": ("Vennick", "Eastholm", "Aldermere", "Harrow", "Stavering", "Corran"),
    "town": ("Marlow", "Brand", "Lowick", "Tarn", "Ostrey", "Gannet Point", "Sollen"),
    "direction": ("up", "down", "higher", "lower"),
    "first": ("Marlow Steel", "Brand Timber", "Coast Lines", "Ostrey Gas", "Tarn Foods", "Sollen Paper"),
    "second": ("Lowick United", "Harbour Bank", "Inland Rail", "Corran Mills", "Packet Press"),
    "third": ("Vennick Rovers", "Salt Works", "Point Energy", "Aldermere Glass", "Dale Motors"),
    "moved": ("rose", "fell", "gained", "lost", "jumped", "slid"),
    "moved_too": ("climbed", "dropped", "added", "shed"),
    "matter": ("a strike", "new orders", "a merger", "higher duties", "a fire", "lower costs", "a court ruling"),
    "topic": ("prices", "jobs", "trade", "house building", "wages"),
    "sky": ("bright", "cloudy", "wet", "cold", "hazy", "stormy"),
    "other_sky": ("sunny", "grey", "foggy", "mild"),
    "wind": ("north", "south-west", "east", "north-west"),
    "player": ("Otto Lind", "Dana Marsh", "Ilse Reed", "Tom Falk", "Ann Brandt", "Jo Lee"),
    "other_player": ("Ida Ross", "Max Holm", "Ben Tarrow", "Kim Dahl"),
    "mood": ("slow", "brave", "careless", "patient"),
    "other_mood": ("sharp", "lucky", "tired", "calm"),
}


def reports(form: str, number: int, first_day: int, random: np.random.Generator) -> Iterator[Print]:
    """So many reports of that form, on one day after the other."""
    for place in range(number):
        words = {name: str(random.choice(choice)) for name, choice in _WORDS.items()}
        weekday, after = _DAYS[(first_day + place) % 7], _DAYS[(first_day + place + 1) % 7]
        filled = _Figures(words | {"weekday": weekday, "next_day": after}, random)
        paragraphs = tuple(line.format_map(filled) for line in FORMS[form])
        yield Print(f"{form.capitalize()}, {weekday}", "Staff", paragraphs, first_day + place)


class _Figures(dict[str, str]):
    """Gives a figure for every name that has no word."""

    def __init__(self, words: dict[str, str], random: np.random.Generator) -> None:
        super().__init__(words)
        self._random = random

    def __missing__(self, name: str) -> str:
        self[name] = str(self._random.integers(2, 9000 if name in {"level", "crowd", "volume", "before"} else 60))
        return self[name]
