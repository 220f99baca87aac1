"""Who is on the pictures, each with a phone of their own."""

HANAKO, TARO, YUKO, KEN, AOI, MIO, YUI = "花子", "太郎", "結子", "健", "葵", "澪", "結衣"
SAKURA, MEI, KEI, RIN, NAO, SHO, REN = "桜", "芽衣", "圭", "凛", "直", "翔", "蓮"
JIRO = "次郎"
"""The stand-in for LINE has him as a friend of the shop from the start, and tells nobody of it."""
YUKO_ANEW = "結子（新しいLINE）"
JANE = "Jane"
