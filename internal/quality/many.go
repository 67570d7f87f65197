package quality

import (
	"chibo/internal/fault"
	"chibo/internal/rule"
	"chibo/internal/store"
	"chibo/internal/vi"
)

// Why a score is not confirmed together with others: each leads to its own page.
const (
	WhyAsked     = "asked"     // the committee asked, the cell has not answered
	WhyFigure    = "figure"    // one figure without lines: nothing was counted beside it
	WhyUncounted = "uncounted" // no line has evidence
	WhyDiffers   = "differs"   // N lines were voted otherwise than counted
	WhyFull      = "full"      // full marks: somebody is to look at the lines without evidence
	WhyMoved     = "moved"     // it changed since the page was drawn
	WhyElsewhere = "elsewhere" // confirmed by another decision meanwhile
	mostTogether = 50          // confirmed by one post
)

// Candidate is a score that waits, with what its evidence says to the vote.
type Candidate struct {
	Waiting
	Version int64
	Matches int    // lines voted as counted
	Differs int    // lines voted otherwise
	Judged  int    // lines only people can judge
	Why     string // it is not confirmed together with others; "" it may be
}

// Together lists what waits below a committee, the oldest first, and says of each
// whether its evidence and its vote agree: on every line that could be counted, with
// something counted, and short of full marks. Two statements, however many cells.
func Together(rd *store.Reader, book *rule.Book, org string) ([]Candidate, error) {
	all, err := Queue(rd, book, org, "")
	if err != nil {
		return nil, err
	}
	counted, err := agreements(rd)
	if err != nil {
		return nil, err
	}
	out := make([]Candidate, 0, len(all))
	for _, w := range all {
		c := counted[w.Meeting]
		full := c.outOf
		c.Waiting = w
		c.Candidate.judge(full)
		out = append(out, c.Candidate)
	}
	return out, nil
}

func (c *Candidate) judge(full rule.Points) {
	switch {
	case c.Asked:
		c.Why = WhyAsked
	case c.Matches+c.Differs+c.Judged == 0:
		c.Why = WhyFigure
	case c.Differs > 0 || !same(c.Suggested, &c.Voted):
		c.Why = WhyDiffers
	case c.Matches == 0:
		c.Why = WhyUncounted
	case c.Voted >= full:
		c.Why = WhyFull
	}
}

type agreement struct {
	Candidate
	outOf rule.Points
}

// agreements counts the lines of every score that waits.
func agreements(rd *store.Reader) (map[string]agreement, error) {
	type line struct {
		meeting string
		agreement
	}
	all, err := store.All(rd, func(scan store.Scan) (l line, err error) {
		var outOf int64
		err = scan(&l.meeting, &l.Version, &outOf, &l.Matches, &l.Differs, &l.Judged)
		l.outOf = rule.Points(outOf)
		return
	}, `select x.meeting, x.version, x.out_of, count(case when l.policy = '' and l.suggested = l.voted then 1 end),
			count(case when l.policy = '' and l.suggested is not null and (l.voted is null or l.voted <> l.suggested) then 1 end),
			count(case when l.policy = '' and l.suggested is null then 1 end)
		from meeting_score x left join score_line l on l.tenant = x.tenant and l.meeting = x.meeting
		where x.tenant = $1 and x.confirmed is null and x.voted is not null group by x.meeting, x.version, x.out_of`)
	out := make(map[string]agreement, len(all))
	for _, l := range all {
		out[l.meeting] = l.agreement
	}
	return out, err
}

// Pick is a score chosen on a page, as it stood when the page was drawn.
type Pick struct {
	Meeting string
	Version int64
}

// Outcome is what became of one pick.
type Outcome struct {
	Waiting
	Why string // "" confirmed as the cell voted
}

// ConfirmTogether confirms what the cells voted for every pick whose evidence still
// agrees and whose record has not moved, by one decision of the committee; each of
// the others is left as it is and says why. All in one transaction; sent again it is
// one decision. For whoever confirms one (see Confirm).
func ConfirmTogether(tx *store.Tx, book *rule.Book, org string, picks []Pick, decision, day string) ([]Outcome, error) {
	all, err := Together(tx.Reader, book, org)
	if err != nil {
		return nil, err
	}
	decision = vi.Clean(decision)
	waits := make(map[string]Candidate, len(all))
	for _, c := range all {
		waits[c.Meeting] = c
	}
	if err := mayTogether(tx.Reader, waits, picks, decision, day); err != nil {
		return nil, err
	}
	out := make([]Outcome, 0, len(picks))
	for _, p := range picks {
		c, there := waits[p.Meeting]
		if !there {
			o, err := already(tx.Reader, book, org, p.Meeting, decision, day)
			if err != nil {
				return nil, err
			}
			out = append(out, o)
			continue
		}
		if c.Version != p.Version {
			c.Why = WhyMoved
		}
		if c.Why == "" {
			if _, err := Confirm(tx, book, p.Meeting, Confirmation{Version: p.Version, Decision: decision, DecisionDay: day}); err != nil {
				return nil, err
			}
			c.Confirmed = &c.Voted
		}
		out = append(out, Outcome{c.Waiting, c.Why})
	}
	return out, nil
}

// mayTogether asks for what holds for all of them: a decision decides nothing about a
// meeting after its day.
func mayTogether(rd *store.Reader, waits map[string]Candidate, picks []Pick, decision, day string) error {
	var bad fault.Fields
	newest := ""
	for _, p := range picks {
		newest = max(newest, waits[p.Meeting].Day)
	}
	switch {
	case len(picks) == 0:
		bad.Add("pick", "score_pick")
	case len(picks) > mostTogether:
		bad.Add("pick", "score_pick_many", "most", mostTogether)
	}
	if decision == "" || len(decision) > 300 {
		bad.Add("decision", "score_decision")
	}
	if day < newest || day > rd.Today() || day == "" {
		from := newest
		if from == "" {
			from = rd.Today()
		}
		bad.Add("decision_day", "score_decision_day", "from", vi.ShowDay(from))
	}
	return bad.Err()
}

// already says of a score that does not wait any more whether it was this decision.
func already(rd *store.Reader, book *rule.Book, org, id, decision, day string) (Outcome, error) {
	s, m, err := Above(rd, book, id)
	if err != nil {
		return Outcome{}, err
	}
	all, err := Queue(rd, book, org, m.Period)
	if err != nil {
		return Outcome{}, err
	}
	for _, w := range all {
		if w.Meeting != id {
			continue
		}
		if same(s.Confirmed, s.Voted) && s.Decision == decision && s.DecisionDay == day {
			return Outcome{Waiting: w}, nil
		}
		return Outcome{w, WhyElsewhere}, nil
	}
	return Outcome{}, fault.Missing() // of another committee, or voted no more
}
