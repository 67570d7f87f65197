package api

import (
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/privacy"
	"chibo/internal/store"
	"context"
)

// Kept is one class of data: how long it is kept, and what the nights took away.
type Kept struct {
	Class  string `json:"class" doc:"Of rule privacy.retention"`
	Title  string `json:"title"`
	Text   string `json:"text"`
	Months int    `json:"months,omitempty"`
	Days   int    `json:"days,omitempty"`
	Before string `json:"before,omitempty" doc:"What ended before this day is gone; empty: nothing goes by itself"`
}

// Night is what one night took away of one class.
type Night struct {
	Day    string  `json:"day"`
	Class  string  `json:"class"`
	Before string  `json:"before"`
	Rows   int64   `json:"rows"`
	DoneAt Instant `json:"done_at,omitempty" doc:"Left out while it is not finished"`
	Rule   RuleRef `json:"rule"`
}

// Keeping is how long data are kept, and the last nights.
type Keeping struct {
	Classes []Kept  `json:"classes" nullable:"false"`
	Nights  []Night `json:"nights" nullable:"false"`
}

// FormerMember is a member no more, whose data wait for the committee's decision.
type FormerMember struct {
	Member  string `json:"member"`
	Person  string `json:"person"`
	Name    string `json:"name"`
	EndedOn string `json:"ended_on"`
	Org     string `json:"org,omitempty"`
}

// FormerMembers are those who left, the longest ended first, two hundred at most.
type FormerMembers struct {
	Items []FormerMember `json:"items" nullable:"false"`
	top   string         // whose list it is, for the look that is written down
}

func (s *server) keeping() {
	s.assessment()
	readSaying(s, "retention.get", func(ctx context.Context, rd *store.Reader, _ *struct{}) (Keeping, error) {
		classes, err := privacy.Kept(rd, s.book(rd))
		if err != nil {
			return Keeping{}, err
		}
		runs, err := privacy.Runs(rd, 60)
		lang := i18n.From(ctx).Lang()
		out := Keeping{Classes: []Kept{}, Nights: []Night{}}
		for _, c := range classes {
			out.Classes = append(out.Classes, Kept{Class: c.Key, Title: c.Title.In(lang), Text: c.Text().In(lang), Months: c.Months, Days: c.Days, Before: c.Before})
		}
		for _, r := range runs {
			out.Nights = append(out.Nights, Night{Day: r.Day, Class: r.Class, Before: r.Before, Rows: r.Rows, DoneAt: Instant(r.DoneAt), Rule: wireRule(s.book(rd), r.Rule)})
		}
		return out, err
	})
	readSeen(s, "retention.former", "roll", func(rd *store.Reader, _ *struct{}) (FormerMembers, error) {
		all, err := privacy.AfterEnd(rd)
		if err != nil {
			return FormerMembers{}, err
		}
		top, err := org.Root(rd)
		return FormerMembers{Items: list(all, "", func(f privacy.Former) FormerMember {
			return FormerMember{Member: f.Member, Person: f.Person, Name: f.Name, EndedOn: f.EndedOn, Org: f.Org}
		}).Items, top: top.ID}, err
	}, func(l FormerMembers) []string { return []string{l.top} })
}

// Filing is one day on which the impact assessment was filed.
type Filing struct {
	Day string `json:"day"`
	Ref string `json:"ref"`
}

// Assessment is how the impact assessment stands.
type Assessment struct {
	Start string   `json:"start,omitempty" doc:"Day of the committee's consent"`
	Due   string   `json:"due,omitempty" doc:"Last day to file or renew it; left out while no start is known"`
	Late  bool     `json:"late"`
	Filed []Filing `json:"filed" nullable:"false"`
}

func (s *server) assessment() {
	read(s, "assessment.get", func(rd *store.Reader, _ *struct{}) (Assessment, error) {
		a, err := privacy.Assessment(rd, s.book(rd))
		out := Assessment{Start: a.Start, Due: a.Due, Late: a.Late, Filed: []Filing{}}
		for _, f := range a.Filed {
			out.Filed = append(out.Filed, Filing(f))
		}
		return out, err
	})
	write(s, "assessment.file", func(tx *store.Tx, in *struct {
		Body struct {
			Day string `json:"day" format:"date"`
			Ref string `json:"ref" minLength:"1" maxLength:"200"`
		}
	}) (struct{}, error) {
		return struct{}{}, privacy.File(tx, s.book(tx), in.Body.Day, in.Body.Ref)
	})
}
