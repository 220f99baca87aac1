"""Who is on the pictures, each with a phone of their own."""

HANAKO, TARO, YUKO, KEN, AOI, JANE = "花子", "太郎", "結子", "健", "葵", "Jane"
