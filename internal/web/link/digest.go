package link

// What waits for oneself, and the way out in a letter, which asks for no sign-in.
const (
	MyDigest  = Me + "/nhac-viec"
	NoLetters = "/ngung-nhac"
)

func NoLettersOf(mark string) string { return NoLetters + "/" + mark }

func init() { Nouns["nhac-viec"], Nouns["ngung-nhac"] = "what waits", "no more letters" }
