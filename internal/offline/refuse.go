package offline

import (
	"errors"
	"log/slog"

	"chibo/internal/fault"
	"chibo/internal/i18n"
)

// Refusal is what was not written, and why: a code for programs and the sentence
// for whoever holds the phone.
type Refusal struct {
	ID   string `json:"id"`
	Key  string `json:"key,omitempty"`
	Code string `json:"code"`
	Text string `json:"text"`
}

// sentence is what the catalogue says of a fault, in Vietnamese: it is kept
// with the entry and read by whoever looks later.
func sentence(err error) (code, text string) {
	var f *fault.Error
	if !errors.As(err, &f) {
		return "internal", say("general")
	}
	if f.Kind == fault.NotFound { // what the packet named is not in this meeting any more
		return "hall_gone", say("hall_gone")
	}
	code, text = f.Code, say(f.Code, f.Args...)
	for _, x := range f.Fields {
		if x.Code != f.Code {
			text += " " + say(x.Code, x.Args...)
		}
	}
	return code, text
}

func say(code string, args ...any) string {
	c := i18n.For("vi")
	if !c.Has("error." + code) {
		slog.Warn("fault without words", "code", code)
		code, args = "general", nil
	}
	return c.T("error."+code, args...)
}

// refused tells a room's no from a failure of ours: the one is kept with its
// sentence, the other undoes the whole batch.
func refused(err error) bool {
	switch fault.KindOf(err) {
	case fault.Invalid, fault.NotFound, fault.Conflict:
		return true
	}
	return false
}
