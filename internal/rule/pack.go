package rule

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"go.yaml.in/yaml/v3"
)

// params is the typed content of one pack.
type params interface {
	// check refuses values that could not be meant.
	check() error
	// try evaluates a worked example kept in the pack and returns what its `want` is compared with.
	try(in *yaml.Node) (any, error)
}

// packTypes is the closed list of packs: a new pack needs code that understands it.
var packTypes = map[string]func() params{
	"source.register":      func() params { return new(Register) },
	"regime.month":         func() params { return new(regimeMonth) },
	"regime.length":        func() params { return new(regimeLength) },
	"report.deadline":      func() params { return new(reportDeadline) },
	"regime.committee":     func() params { return new(Committee) },
	"doc.issuer":           func() params { return new(Issuer) },
	"regime.thematic":      func() params { return new(Thematic) },
	"vote.base":            func() params { return new(VoteBase) },
	"vote.threshold":       func() params { return new(thresholds) },
	"doc.types":            func() params { return new(DocTypes) },
	"doc.numbering":        func() params { return new(Numbering) },
	"doc.layout":           func() params { return new(Layout) },
	"member.status":        func() params { return new(Statuses) },
	"resolution.limits":    func() params { return new(Limits) },
	"org.size":             func() params { return new(Size) },
	"org.term":             func() params { return new(Term) },
	"org.kinds":            func() params { return new(Kinds) },
	"cell.duty":            func() params { return new(CellDuty) },
	"matter.list":          func() params { return new(Supervised) },
	"calendar.holidays":    func() params { return new(Holidays) },
	"import.fields":        func() params { return new(Fields) },
	"duty.limits":          func() params { return new(Duties) },
	"agenda.template":      func() params { return new(Agenda) },
	"agenda.study":         func() params { return new(Study) },
	"handbook.boxes":       func() params { return new(Handbook) },
	"meeting.papers":       func() params { return new(MeetingPapers) },
	"member.probation":     func() params { return new(Probation) },
	"member.exemption":     func() params { return new(Exemption) },
	"member.stay":          func() params { return new(Stay) },
	"member.sent":          func() params { return new(Sending) },
	"member.care":          func() params { return new(Care) },
	"care.asked":           func() params { return new(Asking) },
	"badge.ladder":         func() params { return new(Badges) },
	"quality.bands":        func() params { return new(Bands) },
	"quality.table":        func() params { return new(Table) },
	"quality.rollup":       func() params { return new(Rollup) },
	"formality.watch":      func() params { return new(Formality) },
	"concern.clock":        func() params { return new(Concerns) },
	"desk.attention":       func() params { return new(Attention) },
	"inspection.programme": func() params { return new(Programme) },
	"cell.silence":         func() params { return new(Silence) },
	"province.attention":   func() params { return new(Province) },
	"digest.rhythm":        func() params { return new(Rhythm) },
	"dues.place":           func() params { return new(DuesPlace) },
	"privacy.fields":       func() params { return new(Personal) },
	"privacy.bases":        func() params { return new(Bases) },
	"privacy.retention":    func() params { return new(Retention) },
	"privacy.requests":     func() params { return new(Requests) },
	"privacy.consents":     func() params { return new(Consents) },
	"privacy.watch":        func() params { return new(Watch) },
	"privacy.breach":       func() params { return new(Breach) },
	"privacy.assessment":   func() params { return new(Assessment) },
	"privacy.states":       func() params { return new(States) },
	"report.review":        func() params { return new(Review) },
}

// parseDay reads YYYY-MM-DD; days that do not exist (31/02) are refused.
func parseDay(day string) (time.Time, error) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return time.Time{}, fmt.Errorf("rule: %q is not a day YYYY-MM-DD", day)
	}
	return t, nil
}

// spoken is the form in which words of lists are compared exactly: composed, lower case, single spaces.
func spoken(text string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFC.String(text))), " ")
}

// unmarked drops tones and marks, because lists write uỷ and ủy, or no marks at all.
func unmarked(text string) string {
	var out strings.Builder
	for _, r := range norm.NFD.String(spoken(text)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ':
			out.WriteRune('d')
		case r == '.' || r == '-' || r == '_' || r == ',' || r == '/':
			out.WriteRune(' ')
		default:
			out.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// words finds the code a list's word stands for, with its marks first, then without.
type words map[string]string

func (w words) add(code string, texts ...string) error {
	for _, text := range texts {
		for _, key := range []string{"=" + spoken(text), unmarked(text)} {
			if old, taken := w[key]; taken && old != code {
				return bad("chữ %q vừa là %s vừa là %s: bỏ một chỗ", "the word %q means both %s and %s", text, old, code)
			}
			w[key] = code
		}
	}
	return nil
}

func (w words) find(text string) (string, bool) {
	if code, ok := w["="+spoken(text)]; ok {
		return code, true
	}
	code, ok := w[unmarked(text)]
	return code, ok
}

// oneOf refuses a code outside a closed list.
func oneOf(what, value string, allowed ...string) error {
	for _, a := range allowed {
		if value == a {
			return nil
		}
	}
	return bad("%s %q không có; chọn một trong: %s", "%s %q is none of %s", what, value, strings.Join(allowed, ", "))
}
