"""Say a few bytes in words that two people can read to each other."""

import re
from collections.abc import Sequence

# A word a byte. No two begin with the same four letters, and none sounds like another.
_WORDS = """
acorn album amber anchor apple apron arch arrow atlas attic autumn badge bagel baker bamboo banjo barley basin basket
beacon bean beaver bell bench berry birch biscuit blanket blossom boat bonnet bottle boulder bowl bracket branch bread
brick bridge brush bubble bucket button cabin cactus camera candle canoe canvas carpet carrot castle cedar cello chalk
cherry chess chimney circle clay cliff clock cloud clover coast cobalt comet copper coral cotton cradle crane crayon
cricket crown cuckoo curtain cushion daisy desk diamond dinner dolphin donkey door dragon drum eagle easel echo elbow
elephant ember emerald engine falcon fiddle fern ferry field finch flag flame flute forest fossil fountain fox garden
garlic ginger glacier glove goblet golden goose granite grape gravel guitar hammer harbour harvest hazel heather hedge
helmet heron hill honey horse inkwell island ivory ivy jacket jasmine jelly jigsaw jungle kettle kitchen kite ladder
lagoon lantern leaf lemon lettuce lily linen lion lizard lobster magnet magpie maple marble market meadow melon mirror
mitten monkey moon mosaic mountain mushroom mustard needle nest nutmeg oak oasis ocean olive onion orange orchard
otter owl paddle palace panda paper parcel parrot pasture peach peanut pebble pencil penguin pepper piano picnic
pigeon pillow pilot planet plum pocket pond poppy prairie pumpkin puzzle quarry quilt rabbit rainbow raven ribbon
river robin rocket saddle saffron salmon sandal scarf shell silver spider spoon squirrel summer sunset swan table
teapot thistle thunder tiger timber tomato trumpet tulip tunnel turnip turtle umbrella valley velvet violin walnut
walrus whale willow window winter wizard wolf wool yellow zebra
"""
WORDS = tuple(_WORDS.split())


def spoken(data: bytes) -> str:
    """Return a word for each byte."""
    return " ".join(WORDS[byte] for byte in data)


def heard(words: str) -> Sequence[str]:
    """Return the words that somebody typed, whatever is between them, in small letters."""
    return re.findall(r"[a-z]+", words.lower())
