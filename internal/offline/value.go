package offline

import (
	"encoding/json"
	"errors"

	"chibo/internal/rule"
)

// What the values say. Names are those of the API where it has them.
type (
	opening struct {
		Chair  string `json:"chair,omitempty"`  // person
		Scribe string `json:"scribe,omitempty"` // person
	}
	marking struct {
		Status  string `json:"status,omitempty"`
		Reason  string `json:"reason,omitempty"`
		Arrived int64  `json:"arrived,omitempty"`
		Left    int64  `json:"left,omitempty"`
		Method  string `json:"method,omitempty"`
	}
	inviting struct {
		Name     string `json:"name,omitempty"`
		Capacity string `json:"capacity,omitempty"`
	}
	interpreting struct {
		Name     string `json:"name,omitempty"`
		Language string `json:"language,omitempty"`
	}
	nothing struct{}
	words   struct {
		Text string `json:"text,omitempty"`
	}
	judging struct {
		Result string `json:"result,omitempty"`
		Why    string `json:"why,omitempty"`
	}
	saying struct {
		Member string `json:"member,omitempty"`
		Kind   string `json:"kind,omitempty"`
		Item   string `json:"item,omitempty"`
		Text   string `json:"text,omitempty"`
		Bare   bool   `json:"bare,omitempty"`
	}
	praising struct {
		Member string `json:"member,omitempty"`
		Group  string `json:"group,omitempty"`
		Deed   string `json:"deed,omitempty"`
	}
	reminding struct {
		Member string `json:"member,omitempty"`
		Text   string `json:"text,omitempty"`
		Helper string `json:"helper,omitempty"` // member
		LookOn string `json:"look_on,omitempty"`
		Named  bool   `json:"named,omitempty"`
	}
	reserving struct {
		Member    string `json:"member,omitempty"`
		Vote      string `json:"vote,omitempty"` // the entry's name: MATTER or MATTER.ITEM
		Text      string `json:"text,omitempty"`
		Addressee string `json:"addressee,omitempty"` // organisation
		Printed   bool   `json:"printed,omitempty"`
	}
	giving struct {
		Deed      string `json:"deed,omitempty"`
		Owner     string `json:"owner,omitempty"` // member
		Helper    string `json:"helper,omitempty"`
		Due       string `json:"due,omitempty"`
		Measure   string `json:"measure,omitempty"`
		ReportAt  string `json:"report_at,omitempty"`
		Outside   bool   `json:"outside,omitempty"`
		Continues string `json:"continues,omitempty"`
		Item      string `json:"item,omitempty"` // of the agenda, from which it was given
	}
	ordering struct {
		Deeds []string `json:"deeds,omitempty"` // names of the entries
	}
	counting struct {
		For      int    `json:"for,omitempty"`
		Against  int    `json:"against,omitempty"`
		Other    int    `json:"other,omitempty"`
		Subject  string `json:"subject,omitempty"`
		Item     string `json:"item,omitempty"`
		Why      string `json:"why,omitempty"`
		Method   string `json:"method,omitempty"`
		Issued   int    `json:"issued,omitempty"`
		Returned int    `json:"returned,omitempty"`
		Valid    int    `json:"valid,omitempty"`
	}
	agreeing struct {
		Counted *counting `json:"counted,omitempty"` // where hands were counted; without, all in the room who vote agreed
	}
	lining struct {
		Points rule.Points `json:"points,omitempty"`
		Reason string      `json:"reason,omitempty"`
	}
	scoring struct {
		Points rule.Points `json:"points,omitempty"`
		Reason string      `json:"reason,omitempty"`
	}
	lacking struct {
		Lines []string `json:"lines,omitempty"`
	}
	reading struct {
		Upto int64 `json:"upto,omitempty"` // how far the device had read the log
		Seq  int64 `json:"seq,omitempty"`  // its own last entry before
	}
	signing struct {
		Method string `json:"method,omitempty"`
	}
)

// forms gives each kind an empty value to read into.
var forms = map[string]func() any{
	Open: func() any { return new(opening) }, Mark: func() any { return new(marking) }, Guest: func() any { return new(inviting) }, Duty: func() any { return new(words) },
	Interpret: func() any { return new(interpreting) }, Ahead: func() any { return new(nothing) }, ReadBack: func() any { return new(words) }, Order: func() any { return new(ordering) }, Line: func() any { return new(lining) },
	Remind: func() any { return new(reminding) }, Reserve: func() any { return new(reserving) }, Begin: func() any { return new(nothing) },
	Gist: func() any { return new(words) }, Conclusion: func() any { return new(words) }, Judge: func() any { return new(judging) },
	Opinion: func() any { return new(saying) }, Praise: func() any { return new(praising) }, Deed: func() any { return new(giving) },
	Vote: func() any { return new(counting) }, Score: func() any { return new(scoring) }, ScoreVote: func() any { return new(counting) },
	Lacks: func() any { return new(lacking) }, Close: func() any { return new(nothing) }, Part: func() any { return new(words) },
	Read: func() any { return new(reading) }, Agree: func() any { return new(agreeing) }, Confirm: func() any { return new(signing) },
}

var errValue = errors.New("offline: a value of another form")

// valueOf reads a value of a kind; one of another form is an error.
func valueOf(kind string, raw json.RawMessage) (any, error) {
	form, known := forms[kind]
	if !known || len(raw) == 0 || raw[0] != '{' {
		return nil, errValue
	}
	v := form()
	return v, json.Unmarshal(raw, v)
}

// into reads a value that was checked when it came in; null gives the zero.
func into[T any](raw json.RawMessage) (v T) {
	_ = json.Unmarshal(raw, &v)
	return v
}

// valued is a value of ours as it stands in the log.
func valued(v any) json.RawMessage {
	b, _ := json.Marshal(v) // the values' types cannot fail
	return b
}
