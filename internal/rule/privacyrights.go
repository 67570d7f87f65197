package rule

import (
	"slices"
	"time"

	"go.yaml.in/yaml/v3"
)

// RequestKind is one thing a person may ask about the own data.
type RequestKind struct {
	Key      string `yaml:"key"`
	VI       string `yaml:"vi"`
	EN       string `yaml:"en"`
	DoneDays int    `yaml:"done_days"` // days from the request until it is carried out
}

// Title is the kind in both languages.
func (k RequestKind) Title() Said { return Said{k.VI, k.EN} }

// Requests says by when a request about personal data is answered.
type Requests struct {
	Ref           `yaml:"-"`
	ReplyDays     int           `yaml:"reply_working_days"`
	ExtensionDays int           `yaml:"extension_days"` // once
	Kinds         []RequestKind `yaml:"kinds"`
}

// Requests gives the rule for what is asked that day.
func (b *Book) Requests(day string) Requests {
	r, ref := answer[Requests](b, "privacy.requests", day, Scope{})
	r.Ref = ref
	return r
}

// Find gives a kind by its key.
func (r Requests) Find(key string) (RequestKind, bool) {
	i := slices.IndexFunc(r.Kinds, func(k RequestKind) bool { return k.Key == key })
	if i < 0 {
		return RequestKind{}, false
	}
	return r.Kinds[i], true
}

// ReplyBy is the last day to answer what was asked on a day: so many working days
// after it, the day itself not counted.
func (r Requests) ReplyBy(book *Book, asked string) (string, error) {
	return book.AddWorkingDays(asked, r.ReplyDays)
}

// DoneBy is the last day to carry it out.
func (r Requests) DoneBy(kind RequestKind, asked string) (string, error) {
	return after(asked, kind.DoneDays)
}

// ExtendedTo is the last day once the time was extended.
func (r Requests) ExtendedTo(done string) (string, error) { return after(done, r.ExtensionDays) }

func after(day string, n int) (string, error) {
	t, err := parseDay(day)
	if err != nil {
		return "", err
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly), nil
}

func (r *Requests) check() error {
	if r.ReplyDays < 1 || r.ExtensionDays < 0 || len(r.Kinds) == 0 {
		return bad("reply_working_days từ 1, extension_days từ 0; cần kinds", "reply_working_days from 1, extension_days from 0, kinds")
	}
	for _, k := range r.Kinds {
		if k.Key == "" || k.Title().missing() || k.DoneDays < 1 {
			return bad("loại %q: cần key, vi, en; done_days từ 1", "kind %q: key, vi, en, and done_days from 1", k.Key)
		}
	}
	return nil
}

func (r *Requests) try(in *yaml.Node) (any, error) {
	var q struct {
		Kind  string `yaml:"kind"`
		Asked string `yaml:"asked"`
	}
	if err := decodeInput(in, &q); err != nil {
		return nil, err
	}
	kind, known := r.Find(q.Kind)
	done, err := r.DoneBy(kind, q.Asked)
	if err != nil {
		return nil, err
	}
	latest, err := r.ExtendedTo(done)
	return map[string]any{"known": known, "reply_working_days": r.ReplyDays, "done": done, "latest": latest}, err
}

// ConsentPurpose is something for which a person is asked, with the text that is agreed to.
type ConsentPurpose struct {
	Key       string `yaml:"key"`
	Field     string `yaml:"field"` // of privacy.fields
	Sensitive bool   `yaml:"sensitive"`
	Text      Said   `yaml:"text"`
	Without   Said   `yaml:"without"` // what no consent means
}

// Consents are all purposes that stand on consent.
type Consents struct {
	Ref      `yaml:"-"`
	Purposes []ConsentPurpose `yaml:"purposes"`
}

// Consents gives the texts of that day.
func (b *Book) Consents(day string) Consents {
	c, ref := answer[Consents](b, "privacy.consents", day, Scope{})
	c.Ref = ref
	return c
}

// Find gives a purpose by its key.
func (c Consents) Find(key string) (ConsentPurpose, bool) {
	i := slices.IndexFunc(c.Purposes, func(p ConsentPurpose) bool { return p.Key == key })
	if i < 0 {
		return ConsentPurpose{}, false
	}
	return c.Purposes[i], true
}

func (c *Consents) check() error {
	for _, p := range c.Purposes {
		if p.Key == "" || p.Field == "" || p.Text.missing() || p.Without.missing() {
			return bad("mục đích %q: cần key, field, text và without", "purpose %q: key, field, text and without are needed", p.Key)
		}
	}
	return nil
}

func (c *Consents) try(in *yaml.Node) (any, error) {
	p, err := keyed(in, c.Find)
	return map[string]any{"field": p.Field, "sensitive": p.Sensitive}, err
}
