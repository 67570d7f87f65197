package api

import (
	"context"
	"strings"

	"chibo/internal/access"
	"chibo/internal/fault"
	"chibo/internal/i18n"
	"chibo/internal/org"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// RuleLine is a rule as the list has it: what it says and how far it may be trusted.
type RuleLine struct {
	Ref    string     `json:"ref" doc:"id@version, as stored beside results"`
	Pack   string     `json:"pack"`
	Text   string     `json:"text" doc:"In the caller's language"`
	Scope  rule.Scope `json:"scope" doc:"Empty fields mean all; place: whose own rule or pattern it is"`
	From   string     `json:"from"`
	To     string     `json:"to,omitempty" doc:"First day no longer in force"`
	Status string     `json:"status" enum:"official,assumed,local"`
	Source string     `json:"source" doc:"As a Vietnamese paper cites it"`
	Own    bool       `json:"own" doc:"The committee's own"`
}

// RuleFigure is one value with the way to it, joined by dots.
type RuleFigure struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// RuleExample is a worked example.
type RuleExample struct {
	N    int          `json:"n" doc:"From 1, as rules.try takes it"`
	Name string       `json:"name"`
	On   string       `json:"on"`
	In   []RuleFigure `json:"in" nullable:"false"`
	Want []RuleFigure `json:"want" nullable:"false"`
}

// RuleFull is a rule with its figures, examples and text.
type RuleFull struct {
	RuleLine
	Figures  []RuleFigure  `json:"figures" nullable:"false"`
	Examples []RuleExample `json:"examples" nullable:"false"`
	YAML     string        `json:"yaml" doc:"To change and send to own-rules.propose"`
}

// RuleAnswer is what a rule says to an example.
type RuleAnswer struct {
	Ref    string       `json:"ref"`
	Answer []RuleFigure `json:"answer" nullable:"false"`
}

func wireRuleLine(ctx context.Context, book *rule.Book, r rule.Rule) RuleLine {
	text := r.TextVI
	if i18n.From(ctx).Lang() == "en" {
		text = r.TextEN
	}
	return RuleLine{r.Ref.String(), r.Pack, text, r.Scope, r.From, r.To, string(r.Status), r.Source.Line(), r.Scope.Place != "" && r.Scope.Place == book.Place()}
}

func figuresIn(all []rule.Figure) []RuleFigure {
	out := make([]RuleFigure, 0, len(all))
	for _, f := range all {
		out = append(out, RuleFigure{f.Name(), f.Value})
	}
	return out
}

// mayRules asks for a right over the whole committee, whose rules they are.
func mayRules(rd *store.Reader, action access.Action) error {
	top, err := org.Root(rd)
	if err == nil {
		err = org.Must(rd, action, top.ID)
	}
	return err
}

// ByRule is a call about one rule.
type ByRule struct {
	Ref string `path:"ref" maxLength:"200" doc:"id@version"`
}

func (s *server) ruleOf(rd *store.Reader, ref string) (rule.Rule, error) {
	if err := mayRules(rd, access.RuleView); err != nil {
		return rule.Rule{}, err
	}
	r, ok := s.book(rd).ByRef(ref)
	if !ok {
		return rule.Rule{}, fault.Missing()
	}
	return r, nil
}

// rules are what applies, and what it says to an example.
func (s *server) rules() {
	readSaying(s, "rules.list", func(ctx context.Context, rd *store.Reader, in *struct {
		Day     string `query:"day" format:"date" doc:"Today, where none is given"`
		Assumed bool   `query:"assumed" doc:"Only those an officer has still to confirm"`
	}) (List[RuleLine], error) {
		if err := mayRules(rd, access.RuleView); err != nil {
			return List[RuleLine]{}, err
		}
		day := in.Day
		if day == "" {
			day = rd.Today()
		}
		if !vi.ValidDay(day) {
			return List[RuleLine]{}, fault.Bad("day", "not_a_day", "field", "day")
		}
		book := s.book(rd)
		var all []rule.Rule
		for _, r := range book.On(day) {
			if !in.Assumed || r.Status == rule.Assumed {
				all = append(all, r)
			}
		}
		return list(all, "", func(r rule.Rule) RuleLine { return wireRuleLine(ctx, book, r) }), nil
	})
	readSaying(s, "rules.get", func(ctx context.Context, rd *store.Reader, in *ByRule) (RuleFull, error) {
		r, err := s.ruleOf(rd, in.Ref)
		if err != nil {
			return RuleFull{}, err
		}
		text, err := r.YAML()
		out := RuleFull{RuleLine: wireRuleLine(ctx, s.book(rd), r), Figures: figuresIn(r.Figures()), Examples: []RuleExample{}, YAML: string(text)}
		for n, e := range r.Examples() {
			out.Examples = append(out.Examples, RuleExample{n + 1, e.Name, e.On, figuresIn(e.In), figuresIn(e.Want)})
		}
		return out, err
	})
	read(s, "rules.try", func(rd *store.Reader, in *struct {
		ByRule
		Example int      `query:"example" minimum:"1" default:"1" doc:"Which of the rule's examples, from 1"`
		Set     []string `query:"set,explode" maxItems:"60" doc:"name=value: a figure of the example, and what to put there"`
	}) (RuleAnswer, error) {
		r, err := s.ruleOf(rd, in.Ref)
		if err != nil {
			return RuleAnswer{}, err
		}
		if in.Example > len(r.Examples()) {
			return RuleAnswer{}, fault.Missing()
		}
		changed := map[string]string{}
		for _, one := range in.Set {
			name, value, _ := strings.Cut(one, "=")
			changed[name] = value
		}
		answer, err := r.Try(in.Example-1, changed)
		if err != nil {
			return RuleAnswer{}, fault.Bad("set", "wrong_form", "field", "set").Because(err)
		}
		return RuleAnswer{r.Ref.String(), figuresIn(answer)}, nil
	})
	s.ownRules()
}

// ruleProblems names each line to mend of a text that was not taken.
func ruleProblems(ctx context.Context, err error) []FieldProblem {
	var out []FieldProblem
	for _, p := range rule.Problems(err) {
		if p.Line > 0 {
			out = append(out, FieldProblem{Field: p.Place(), Code: "rule", Detail: p.What.In(i18n.From(ctx).Lang())})
		}
	}
	return out
}
