package regulation

import (
	"cmp"
	"errors"
	"strings"

	"chibo/internal/access"
	"chibo/internal/audit"
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Draft is what the office brings: a text with one or more rules, and from which day they are to hold.
type Draft struct {
	Body    string // YAML, as rules/ has it
	Origin  string // yaml, xlsx, pattern
	Pattern string // the shipped rule it copies, id@version
	From    string // first day in force; not before tomorrow
	Why     string
}

// Preview is one rule of a draft before anybody is asked: what it would change.
type Preview struct {
	Rule     rule.Rule
	Compared rule.Compared
	Ends     []Own // of the committee's own: what it takes the place of from its first day
}

const (
	whyMost   = 2000
	rulesMost = 20 // of one file
)

// Look reads a draft and says what it would change; it writes nothing. Wrong lines come back as fault
// "regulation_unread" with all of them in its cause (rule.Problems). For who may propose.
func Look(rd *store.Reader, base *rule.Book, d Draft) ([]Preview, error) {
	if _, err := must(rd, access.RulePropose); err != nil {
		return nil, err
	}
	var wrong fault.Fields
	if !vi.ValidDay(d.From) || d.From <= rd.Today() {
		wrong.Add("from", "regulation_from", "day", vi.ShowDay(vi.AddDays(rd.Today(), 1)))
	}
	if len(d.Why) > whyMost {
		wrong.Add("why", "too_long", "limit", whyMost)
	}
	if err := wrong.Err(); err != nil {
		return nil, err
	}
	all, err := rule.Parse("", []byte(d.Body))
	if err == nil && len(all) > rulesMost {
		err = rule.Problem{Line: 1, What: rule.Said{VI: "nhiều nhất 20 quy định một tệp", EN: "20 rules a file at most"}}
	}
	if err != nil {
		return nil, unread(err)
	}
	return previews(rd, base, all, d.From)
}

func unread(err error) error {
	problems := rule.Problems(err)
	first := rule.Problem{}
	if len(problems) > 0 {
		first = problems[0]
	}
	return fault.New(fault.Invalid, "regulation_unread", "n", len(problems), "line", first.Line).Because(err)
}

func previews(rd *store.Reader, base *rule.Book, all []rule.Rule, from string) ([]Preview, error) {
	adopted, err := adopted(rd)
	if err != nil {
		return nil, err
	}
	next := map[string]int{}
	var out []Preview
	var problems []error
	for _, r := range all {
		id := Prefix + strings.TrimPrefix(r.ID, Prefix)
		if next[id] == 0 {
			n, err := rd.Int("select coalesce(max(edition), 0) from regulation where tenant = $1 and rule = $2", id)
			if err != nil {
				return nil, err
			}
			next[id] = int(n)
		}
		next[id]++
		to := r.To
		if to <= from {
			to = ""
		}
		r = ours(r, id, next[id], from, to)
		p := Preview{Rule: r, Compared: base.Compare(r)}
		if err := fits(p); err != nil {
			problems = append(problems, err)
		}
		p.Ends = replaced(adopted, r)
		out = append(out, p)
	}
	problems = append(problems, stands(base, adopted, out))
	if err := errors.Join(problems...); err != nil {
		return nil, unread(err)
	}
	return out, nil
}

// fits refuses what no committee adopts, and what asks for less without a text from above.
func fits(p Preview) error {
	r := p.Rule
	bad := func(vi, en string) error {
		return rule.Problem{Line: r.Line, What: rule.Said{VI: r.ID + ": " + vi, EN: r.ID + ": " + en}}
	}
	switch {
	case !rule.Adoptable(r.Pack):
		return bad("gói "+r.Pack+" mô tả chương trình hoặc luật, đảng ủy không sửa ở đây", "pack "+r.Pack+" describes the program or the law and is not changed here")
	case p.Compared.Loosens() && !r.Source.FromAbove():
		return bad("nới hoặc đổi quy định chung thì căn cứ cần số văn bản, ngày và nơi ban hành (doc, date, issuer)", "asking for less than the general rule, or other things, needs a source with number, date and issuer")
	}
	return nil
}

// stands puts the drafted rules into the book with what is adopted and works their examples.
func stands(base *rule.Book, adopted []Own, drafted []Preview) error {
	var rules []rule.Rule
	for _, o := range adopted {
		r, err := o.Rule()
		if err != nil || o.To != "" && o.To <= o.From {
			continue
		}
		for _, p := range drafted {
			for _, e := range p.Ends {
				if e.ID == o.ID {
					r = r.As(r.ID, r.Version, r.From, p.Rule.From)
				}
			}
		}
		rules = append(rules, r)
	}
	for _, p := range drafted {
		rules = append(rules, p.Rule)
	}
	book, err := base.With(Place, rules)
	if err != nil {
		return err
	}
	var problems []error
	for _, p := range drafted {
		for _, f := range book.Failures(p.Rule.Ref) {
			problems = append(problems, rule.Problem{Line: f.Line, What: rule.Said{VI: p.Rule.ID + ": ví dụ “" + f.Test + "” không đúng: " + f.Said.VI, EN: p.Rule.ID + ": example “" + f.Test + "” does not hold: " + f.Said.EN}})
		}
	}
	return errors.Join(problems...)
}

func adopted(rd *store.Reader) ([]Own, error) {
	return store.All(rd, scanOwn, "select "+columns+" and r.state = 'adopted' order by r.from_day, r.id")
}

// replaced are the adopted rules of the same matter that run on into the first day of a new one.
func replaced(adopted []Own, next rule.Rule) []Own {
	var out []Own
	for _, o := range adopted {
		r, err := o.Rule()
		if err == nil && r.Pack == next.Pack && r.Scope == next.Scope && o.From < next.From && (o.To == "" || o.To > next.From) {
			out = append(out, o)
		}
	}
	return out
}

// Propose keeps a draft for a second person. Nothing holds yet.
func Propose(tx *store.Tx, base *rule.Book, d Draft) ([]Own, error) {
	all, err := Look(tx.Reader, base, d)
	if err != nil {
		return nil, err
	}
	top, err := must(tx.Reader, access.RulePropose)
	if err != nil {
		return nil, err
	}
	var out []Own
	for n, p := range all {
		id := store.NewID()
		if _, err := tx.Exec(`insert into regulation (tenant, id, rule, edition, pack, body, position, origin, pattern, from_day, to_day, state, why, proposed_at, proposed_by, decided_at, decided_by, refusal, end_day, end_why, end_at, end_by, ended_at, ended_by, version)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'proposed', $12, $13, $14, null, '', '', '', '', null, '', null, '', 1)`,
			id, p.Rule.ID, p.Rule.Version, p.Rule.Pack, d.Body, n, cmp.Or(d.Origin, FromFile), d.Pattern, p.Rule.From, p.Rule.To, d.Why, tx.Now(), tx.Viewer().Person); err != nil {
			return nil, err
		}
		if err := note(tx, "propose", id, top.ID, map[string]any{"rule": p.Rule.Ref.String(), "from": p.Rule.From, "origin": d.Origin}); err != nil {
			return nil, err
		}
		o, err := get(tx.Reader, id)
		if err != nil {
			return nil, err
		}
		out = append(out, o)
	}
	return out, nil
}

// note writes the log and tells every shelf of books.
func note(tx *store.Tx, what, id, org string, detail any) error {
	tx.Touch(topic(0).Org)
	return audit.Note(tx, "regulation."+what, "regulation", id, org, detail)
}
