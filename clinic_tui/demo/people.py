"""Invented people; their names are as hard on lists and papers as real names are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random


@dataclass(frozen=True, slots=True)
class Person:
    """A name and a sex, as the chart records them."""

    given: str
    family: str
    sex: str


PEOPLE = (
    Person("Marta", "Lindqvist", "female"),
    Person("Siobhán", "O’Neil [left]", "female"),
    Person("Łucja", "Wiśniewska", "female"),
    Person("ريم", "الزهراني", "female"),
    Person("अनन्या", "शर्मा", "female"),
    Person("美咲", "田中", "female"),
    Person("Tomás", "Ó Súilleabháin", "male"),
    Person("Anne-Fleur", "van der Berg", "female"),
    Person("Gökçe", "Şahin", "male"),
    Person("Jennifer", "Null", "female"),
    Person("Wilhelmina Anastasia", "Featherstone-Cholmondeley-Marjoribanks", "female"),
    Person("", "Kartini", "female"),
    Person("Đorđe", "Živković", "male"),
    Person("Hồng Ánh", "Nguyễn", "female"),
    Person("Björk", "Þórsdóttir", "female"),
    Person("Ignacio", "Núñez & Söhne", "male"),
    Person("Owen", "Ng", "male"),
    Person("Renée", "D’Aubigné-Müller", "female"),
    Person("Kwame", "Asante", "male"),
    Person("Ελένη", "Παπαδοπούλου", "female"),
    Person("Олена", "Шевченко", "female"),
    Person("Pádraig", "Mac Giolla Phádraig", "male"),
    Person("Ines", "<b>Duarte</b>", "female"),
    Person("Callum", "Reid #2", "male"),
    Person("Sanna", "Äijälä", "female"),
    Person("Mateus", "de Sá e Silva", "male"),
    Person("Farah", "=Haddad", "female"),
    Person("Noah", "Brandsma", "male"),
    Person("Keiko", "Ōta", "female"),
    Person("Victor", "Haugen", "male"),
    Person("Beatriz", "Carvalho", "female"),
    Person("Liam", "Okonkwo-Byrne", "male"),
    Person("Ţiţa", "Mureşan", "other"),
    Person("Hugh", "MacAskill", "male"),
    Person("Zoë", "Čapková", "female"),
    Person("Ruben", "Abrahamsson", "male"),
    Person("Petra", "Vogelsang", "female"),
    Person("Émile", "L’Écuyer", "male"),
)


def people(random: Random) -> Iterator[Person]:
    """Everybody above, then given and family names combined anew, without an end."""
    yield from PEOPLE
    pairs = [
        Person(one.given, other.family, one.sex)
        for one, other in product(PEOPLE, PEOPLE)
        if one is not other
    ]
    while True:
        random.shuffle(pairs)
        yield from pairs
