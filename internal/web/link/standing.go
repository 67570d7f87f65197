package link

// What may be done about a member's standing.
func Exemption(id string) string       { return Member(id) + "/mien-sinh-hoat" }
func ExemptionResult(id string) string { return Exemption(id) + "/quyet-dinh" }
func Return(id string) string          { return Member(id) + "/tro-lai" }
func Stay(id string) string            { return Member(id) + "/tam-thoi" }
func Strengthen(id string) string      { return Member(id) + "/tang-cuong" }

// OwnExemption is where a member files a request himself.
const OwnExemption = Me + "/mien-sinh-hoat"

// Care is whom the secretary asks whether help is needed.
func Care(slug string) string { return Cell(slug) + "/hoi-tham" }

// Dues are a cell's dues of a month ("" for the month at hand), DuesKeeper who
// takes them down.
func Dues(slug, month string) string {
	if month == "" {
		return Cell(slug) + "/dang-phi"
	}
	return Cell(slug) + "/dang-phi?thang=" + month
}
func DuesKeeper(slug string) string { return Dues(slug, "") + "/nguoi-thu" }

func init() {
	for word, means := range map[string]string{"mien-sinh-hoat": "exemption", "quyet-dinh": "decide", "tro-lai": "return", "tam-thoi": "temporary stay", "tang-cuong": "strengthen", "hoi-tham": "ask after", "dang-phi": "dues", "nguoi-thu": "who collects"} {
		Nouns[word] = means
	}
}
