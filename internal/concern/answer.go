package concern

import (
	"slices"

	"chibo/internal/fault"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Answering is what is said to the author. Issue is question and answer in a
// line without names, which the cell hears; "" it hears only that something was
// answered. Help is what is done to help, with the day by which; of the matter
// itself nothing stands there.
type Answering struct {
	Text  string
	Issue string
	Help  string
	Until string
}

// Answer answers a concern, for whoever has to: from then on the author's word is
// waited for. The same answer once more is one answer.
func Answer(tx *store.Tx, id string, version int64, in Answering) (Concern, error) {
	c, err := due(tx.Reader, id)
	if err != nil {
		return c, err
	}
	in.Text, in.Issue, in.Help = vi.CleanText(in.Text), vi.Clean(in.Issue), vi.Clean(in.Help)
	if c.State == Answered && c.Answer == in.Text && c.Help == in.Help && c.HelpUntil == in.Until && (c.Issue == in.Issue || in.Issue == "") {
		return c, nil
	}
	if c.Version != version {
		return c, fault.Stale(c)
	}
	if c.State != Open && c.State != Answered {
		return c, fault.New(fault.Conflict, "concern_over")
	}
	if err := in.check(tx.Today()); err != nil {
		return c, err
	}
	if in.Issue == "" {
		in.Issue = c.Issue
	}
	texts, err := sealAll(tx, c.ID, map[string]string{"answer": in.Text, "issue": in.Issue, "help": in.Help})
	if err != nil {
		return c, err
	}
	if _, err := tx.Exec(`update concern set state = 'answered', answer = $3, issue = $4, help = $5, help_until = $6, answered_on = $7, answered_by = $8, version = version + 1 where tenant = $1 and id = $2`,
		id, texts["answer"], texts["issue"], texts["help"], in.Until, tx.Today(), tx.Viewer().Person); err != nil {
		return c, err
	}
	if err := note(tx, c, "answered"); err != nil {
		return c, err
	}
	return Get(tx.Reader, id)
}

func (in Answering) check(today string) error {
	var bad fault.Fields
	if n := len([]rune(in.Text)); n == 0 || n > longest {
		bad.Add("answer", "concern_answer", "limit", longest)
	}
	if len([]rune(in.Issue)) > line {
		bad.Add("issue", "concern_issue", "limit", line)
	}
	if len([]rune(in.Help)) > line {
		bad.Add("help", "concern_help", "limit", line)
	}
	if (in.Help == "") != (in.Until == "") || in.Until != "" && (!vi.ValidDay(in.Until) || in.Until < today) {
		bad.Add("until", "concern_until")
	}
	return bad.Err()
}

func sealAll(tx *store.Tx, id string, texts map[string]string) (map[string]string, error) {
	out := make(map[string]string, len(texts))
	for column, text := range texts {
		var err error
		if out[column], err = sealed(tx, id, column, text); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// due is a concern the viewer has to answer now.
func due(rd *store.Reader, id string) (Concern, error) {
	c, err := Get(rd, id)
	if err != nil {
		return c, err
	}
	keeps, _, err := keeper(rd, c)
	switch {
	case err != nil:
		return c, err
	case c.Answerer == AtCell || c.To != ToSecretary:
		if !keeps {
			err = fault.Missing()
		}
	case keeps: // its own cell passed it on
		err = fault.New(fault.Conflict, "concern_passed")
	case !c.Keeps:
		err = fault.Missing()
	}
	return c, err
}

// PassOn gives it to who can answer it: the cell to the committee above, the
// committee to another body, whose answer it brings back. Above, the issue is read,
// and the author's own words only where he agreed. The days go on to run: the answer
// is owed to the author.
func PassOn(tx *store.Tx, id string, version int64, to, issue string) (Concern, error) {
	c, err := due(tx.Reader, id)
	if err != nil {
		return c, err
	}
	if issue = vi.Clean(issue); issue == "" {
		issue = c.Issue
	}
	if c.Answerer == to && c.Issue == issue {
		return c, nil
	}
	var bad fault.Fields
	if n := len([]rune(issue)); n == 0 || n > line {
		bad.Add("issue", "concern_issue", "limit", line)
	}
	if allowed := map[string][]string{AtCell: {AtWard}, AtWard: {AtOutside}}; !slices.Contains(allowed[c.Answerer], to) {
		bad.Add("passed", "concern_pass")
	}
	if err := bad.Err(); err != nil {
		return c, err
	}
	if c.Version != version {
		return c, fault.Stale(c)
	}
	if c.State != Open {
		return c, fault.New(fault.Conflict, "concern_over")
	}
	kept, err := sealed(tx, id, "issue", issue)
	if err != nil {
		return c, err
	}
	if _, err := tx.Exec(`update concern set answerer = $3, issue = $4, version = version + 1 where tenant = $1 and id = $2`, id, to, kept); err != nil {
		return c, err
	}
	c.Answerer = to
	if err := note(tx, c, "passed"); err != nil {
		return c, err
	}
	return Get(tx.Reader, id)
}
